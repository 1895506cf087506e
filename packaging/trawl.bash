# bash completion for trawl
_trawl() {
  local cur prev words cword
  _init_completion || return
  local commands="scan find dsar report suppress text detect explain"
  local index="--index --key --passphrase --passphrase-file"
  local output="--json --quiet --no-color --help"
  local reading="--jobs --limits --passwords --ocr --ocr-language"
  local detection="--detectors --only --sensitivity --modulus-table --no-special-categories"
  case $prev in
    --index | --key | --passphrase-file | --passwords | --detectors | --modulus-table | --html | --csv | --unread-csv) _filedir; return ;;
    --out | -o) _filedir -d; return ;;
    --sensitivity) COMPREPLY=($(compgen -W "precise balanced recall" -- "$cur")); return ;;
    --ocr-language) COMPREPLY=($(compgen -W "eng" -- "$cur")); return ;;
    --jobs | -j | --exclude | --only | --kind | --place | --reason | --label | --who | --until | --proposal | --least | --share | --folders | --most) return ;;
    --limits)
      COMPREPLY=($(compgen -S = -W "depth members parts container_bytes ratio ratio_floor whole_bytes text_bytes pages part_seconds ocr_seconds ocr_pixels worker_bytes crashes" -- "$cur"))
      compopt -o nospace
      return ;;
  esac
  local command="" word
  for word in "${words[@]:1:cword-1}"; do
    [[ " $commands " == *" $word "* ]] && { command=$word; break; }
  done
  local options=""
  case $command in
    "") COMPREPLY=($(compgen -W "$commands --help --help-all --version" -- "$cur")); return ;;
    scan) options="--exclude --one-file-system --all-words --strict $index $output $reading $detection" ;;
    find) options="--show --name --email --phone --nino --nhs --card --iban --bank --postcode --ip --date --words --kind --by-sound --no-suppression --detectors $index $output $reading" ;;
    dsar) options="new --out --show --no-suppression --detectors $index $output $reading" ;;
    report) options="--html --csv --unread-csv --findings --show --no-suppression --detectors $index $output" ;;
    suppress)
      local action=""
      for word in "${words[@]:1:cword-1}"; do
        [[ " add list remove propose " == *" $word "* ]] && { action=$word; break; }
      done
      case $action in
        "") COMPREPLY=($(compgen -W "add list remove propose --help" -- "$cur")); return ;;
        add) options="--proposal --kind --place --reason --label --who --until --detectors $index $output" ;;
        propose) options="--kind --least --share --folders --most --show $index $output" ;;
        *) options="$index $output" ;;
      esac
      ;;
    text) options="$output $reading" ;;
    detect) options="--jsonl --show $output $detection" ;;
    explain) options="--value --label --show $output $detection" ;;
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$cur"))
  else
    _filedir
    [[ $command == dsar ]] && COMPREPLY+=($(compgen -W "new" -- "$cur"))
  fi
}
complete -F _trawl trawl
