// Training text: annotated documents, the same with other people's names, and documents made from templates.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace trawl::detectors::train {

struct GoldSpan {
  std::uint32_t start = 0;  // byte offsets, end exclusive
  std::uint32_t end = 0;
};

struct Document {
  std::string set;  // file it came from, without ".jsonl"
  std::string id;
  std::string origin;  // of the names, where all are of one origin
  std::string text;
  std::vector<GoldSpan> names;
};

// {"id", "text", "spans": [{"start", "end", "type"}]} a line, offsets in code points; keeps spans of type PERSON. Where
// there is no id, the line's number is it.
std::vector<Document> read_jsonl(const std::string& path);

// The PERSON spans of the sets follow different rules; this brings them to one: a plain title (Mr, Dr) straight before
// a name belongs to it, handles and lone '@' are no names.
void harmonise(Document& document);

struct OriginNames {
  std::vector<std::string> given, surnames;
};
// names_by_origin.txt; '_' in a name stands for a space.
std::map<std::string, OriginNames> read_origins(const std::string& path);

using Random = std::mt19937;

// The document with its names' words replaced, each word always by the same one, by names of the origin.
Document with_other_names(const Document& document, const OriginNames& names, Random& random);

// The document with its text spelt otherwise, as in_capitals() or folded() do.
Document respelled(const Document& document, std::string (*spelling)(std::string_view));

// Templates: office_templates.txt.
std::vector<std::string> read_templates(const std::string& path);
Document from_template(const std::string& text, const OriginNames& names, Random& random);

}  // namespace trawl::detectors::train
