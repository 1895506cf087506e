// DetectorSet: text blocks -> findings; all detectors in one pass.
//
// An object holds its own RE2 objects and scratch memory and belongs to one thread (a shared RE2
// scales negatively). create() is expensive (milliseconds): make one a thread and keep it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"
#include "core/normal_text.h"
#include "core/result.h"
#include "core/text_block.h"

namespace trawl::detectors {

enum class Sensitivity { precise, balanced, recall };

struct Settings {
  std::vector<std::string> only;  // kinds to look for; empty: all
  Sensitivity sensitivity = Sensitivity::balanced;
  bool special_categories = true;     // hints of health, religion ... (special_category.h)
  bool keep_lost = false;             // what lost() tells
  std::string custom_toml;            // content of the user's detector file; see docs/adding-a-detector.md
  std::string modulus_table;          // content of Vocalink's valacdos.txt; empty: no modulus check
  std::string modulus_substitutions;  // content of scsubtab.txt
};

// The kinds of identifier that exist, in the order of all.inc, with a title for people
// ("National Insurance number") and a risk for reports.
enum class Risk { low, medium, high, critical };
struct Kind {
  std::string_view name;
  std::string_view title;
  Risk risk;
};
const std::vector<Kind>& built_in_kinds();

// The mask shown instead of a value: enough to recognise, not enough to use ("j***@e***.org",
// "AB****56C"). Used by every output that does not say --show.
std::string masked(std::string_view kind, std::string_view value);

// What a better explained finding took the place of.
struct Lost {
  Finding finding;
  std::string_view to;  // the kind of the one that stayed
};

class DetectorSet {
 public:
  static Result<std::unique_ptr<DetectorSet>> create(const Settings& settings);
  virtual ~DetectorSet() = default;

  // Built-in kinds that are switched on, then the user's own.
  virtual const std::vector<Kind>& kinds() const = 0;

  // Forgets what earlier blocks said (document-wide evidence, the present table row). media_type is
  // that of the part, name its file name.
  virtual void begin_part(std::string_view media_type, std::string_view name) = 0;

  // Appends the findings of one block, in order of their start, overlaps resolved. `normal` is the
  // block's text as normalised by the caller; findings' spans are offsets in block.text.
  virtual void scan(const TextBlock& block, const NormalText& normal, std::vector<Finding>& out) = 0;

  // What overlapped findings of the last scan() and gave way to them, with Settings::keep_lost.
  virtual const std::vector<Lost>& lost() const = 0;
};

}  // namespace trawl::detectors
