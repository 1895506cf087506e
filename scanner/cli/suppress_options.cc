// trawl suppress: its options and examples.
#include <memory>

#include "scanner/cli/options.h"

namespace trawl::cli {
namespace {

using Action = SuppressCommand::Action;

constexpr const char* kFooter =
    "Nothing is deleted: every answer counts what it left out, and an entry can be taken back without a new scan.\n"
    "What find or dsar ask for is shown all the same, marked as suppressed.\n\n"
    "Examples:\n"
    "  trawl suppress propose\n"
    "  trawl suppress add 020 7946 0018 --reason 'our switchboard'\n"
    "  trawl suppress list";

class Actions {
 public:
  Actions(CLI::App& suppress, std::shared_ptr<SuppressCommand> options, std::optional<SuppressCommand>& command)
      : suppress_(suppress), options_(std::move(options)), command_(command) {}

  CLI::App& add(const char* name, const char* about, Action action, const char* examples) {
    CLI::App& app = *suppress_.add_subcommand(name, about);
    add_index_options(app, options_->index);
    add_output_options(app, options_->output);
    app.footer(examples);
    app.callback([this_options = options_, &command = command_, action] {
      this_options->action = action;
      command = *this_options;
    });
    return app;
  }

 private:
  CLI::App& suppress_;
  std::shared_ptr<SuppressCommand> options_;
  std::optional<SuppressCommand>& command_;
};

void add_adding(CLI::App& app, SuppressCommand& options) {
  auto* value = app.add_option(
      "VALUE", options.words,
      "A value in any spelling; several words are one value; -: values from standard input, one a line, so that "
      "none stands in the shell's history or the list of processes");
  app.add_option("--proposal", options.proposals,
                 "Instead of a value: a reference that `trawl suppress propose` gave (may be given again)")
      ->type_name("REFERENCE")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->excludes(value);
  app.add_option("--kind", options.kind, "What the value is, e.g. phone (default: every kind that it can be taken for)")
      ->type_name("KIND");
  app.add_option("--place", options.place,
                 "Only there, or everything there when no value is given: a pattern as scan --exclude takes it, or the "
                 "path of a folder, "
                 "file or member as answers print it; what is inside is meant too")
      ->type_name("GLOB");
  app.add_option("--reason", options.reason, "Why it is no personal data; shown in every answer")
      ->type_name("TEXT")
      ->required();
  app.add_option("--label", options.label, "A name to know the entry by")->type_name("TEXT");
  app.add_option("--who", options.who, "Who decided it")->type_name("NAME");
  app.add_option("--until", options.until, "The last day of the entry, e.g. 2027-03-31 (default: until it is removed)")
      ->type_name("DATE");
  add_custom_detectors(app, options.custom_detectors);
}

void add_proposing(CLI::App& app, SuppressCommand& options) {
  app.add_option("--kind", options.kinds, "Only these kinds, e.g. phone,postcode")->type_name("KIND")->delimiter(',');
  app.add_option("--least", options.least_documents, "Documents that a value must stand in (default: 10)")
      ->type_name("N")
      ->check(CLI::Range(std::uint64_t{2}, std::uint64_t{1} << 40));
  app.add_option("--share", options.least_percent, "And in how many of 100 documents with text (default: 1)")
      ->type_name("PERCENT")
      ->check(CLI::Range(0.0, 100.0));
  app.add_option("--folders", options.least_folders, "And in how many folders (default: 2)")
      ->type_name("N")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40));
  app.add_option("--most", options.most, "List no more than these, the most frequent (default: 50)")
      ->type_name("N")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{10'000}));
  app.add_flag("--show", options.show, "Show values in plain; without it they are masked");
}

}  // namespace

void add_suppress(CLI::App& root, std::optional<SuppressCommand>& command) {
  CLI::App* app = root.add_subcommand(
      "suppress", "Say what is no personal data: values and places that answers leave out, and count");
  app->require_subcommand(1);
  app->footer(kFooter);
  auto options = std::make_shared<SuppressCommand>();
  Actions actions(*app, options, command);
  CLI::App& adding = actions.add(
      "add", "Say that a value, a place, or a value at a place is no personal data", Action::add,
      "Examples:\n"
      "  trawl suppress add 020 7946 0018 --reason 'our switchboard' --label switchboard --who DPO\n"
      "  trawl suppress add --place 'hr/templates/**' --reason 'empty forms with made-up people'\n"
      "  trawl suppress add SW1A 1AA --kind postcode --place '*.dotx' --reason 'our letterhead' --until 2027-03-31\n"
      "  trawl suppress add - --reason 'our own numbers' < numbers.txt\n"
      "  trawl suppress add --proposal 6f1d2c0b9a8e7f55 --reason 'our postcode, on all letters'");
  add_adding(adding, *options);
  actions.add("list", "The entries, with what each leaves out of the index as it stands", Action::list,
              "Examples:\n  trawl suppress list\n  trawl suppress list --json | jq .suppression.entries");
  CLI::App& removing = actions.add("remove", "Take entries back; no new scan is needed", Action::remove,
                                   "Examples:\n  trawl suppress remove 3\n  trawl suppress remove 3 4 7");
  removing.add_option("ENTRY", options->ids, "Numbers of entries, as list prints them")->required();
  CLI::App& proposing = actions.add(
      "propose", "Values that stand in many documents and may be the organisation's own; nothing is suppressed by it",
      Action::propose,
      "Examples:\n  trawl suppress propose --show\n  trawl suppress propose --kind phone,postcode --least 20 --share "
      "0.5");
  add_proposing(proposing, *options);
}

}  // namespace trawl::cli
