// The table of destinations, from the index of control words in the RTF Specification 1.9.1.
#include "extractors/rtf_destinations.h"

#include <algorithm>
#include <iterator>

namespace trawl::extractors {
namespace {

using enum RtfUse;
using enum BlockKind;

// Sorted by word.
constexpr RtfDestination kDestinations[] = {
    {"annotation", flow, comment},
    {"atnauthor", author, property, "author"},
    {"atnid", author, property, "author"},
    {"author", flow, property, "author"},
    {"bkmkstart", flow, property, "bookmark"},
    {"blipuid", silence},
    {"category", flow, property, "category"},
    {"colorschememapping", silence},
    {"colortbl", silence},
    {"comment", flow, property, "comments"},
    {"company", flow, property, "company"},
    {"datafield", silence},
    {"datastore", silence},
    {"do", nothing},
    {"doccomm", flow, property, "comments"},
    {"docvar", flow, field, "document variable"},
    {"dptxbxtext", flow},
    {"falt", silence},
    {"ffdeftext", flow, field, "form field default"},
    {"ffexitmcr", silence},
    {"ffhelptext", flow, field, "form field help"},
    {"ffl", flow, field, "form field choice"},
    {"ffname", flow, field, "form field"},
    {"ffstattext", flow, field, "form field status text"},
    {"filetbl", nothing},
    {"fldinst", instruction},
    {"fldrslt", through},
    {"footer", flow, text, {}, "footer"},
    {"footerf", flow, text, {}, "footer"},
    {"footerl", flow, text, {}, "footer"},
    {"footerr", flow, text, {}, "footer"},
    {"footnote", flow, note},
    {"formfield", nothing},
    {"ftncn", through},
    {"ftnsep", silence},
    {"ftnsepc", silence},
    {"generator", silence},
    {"header", flow, text, {}, "header"},
    {"headerf", flow, text, {}, "header"},
    {"headerl", flow, text, {}, "header"},
    {"headerr", flow, text, {}, "header"},
    {"hl", nothing},
    {"hlfr", flow, link},
    {"hlinkbase", flow, link},
    {"hlloc", flow, link},
    {"hlsrc", flow, link},
    {"info", nothing},
    {"keywords", flow, property, "keywords"},
    {"latentstyles", silence},
    {"linkval", flow, link},
    {"listoverridetable", silence},
    {"listpicture", silence},
    {"listtable", silence},
    {"manager", flow, property, "manager"},
    {"mmath", through},
    {"mmconnectstr", flow, field, "mail merge source"},
    {"mmconnectstrdata", flow, field, "mail merge source"},
    {"mmdatasource", flow, field, "mail merge source"},
    {"mmmailsubject", flow, field, "mail merge subject"},
    {"mmodsosrc", flow, field, "mail merge source"},
    {"mmodsotable", flow, field, "mail merge source"},
    {"mmquery", flow, field, "mail merge query"},
    {"moMath", through},
    {"moMathPara", through},
    {"nonesttables", silence},
    {"nonshppict", silence},
    {"objclass", silence},
    {"objdata", object},
    {"objname", silence},
    {"operator", flow, property, "last author"},
    {"password", silence},
    {"picprop", nothing},
    {"pict", picture},
    {"pntext", through},
    {"pntxta", silence},
    {"pntxtb", silence},
    {"propname", key},
    {"protusertbl", flow, property, "allowed user"},
    {"revtbl", flow, property, "reviewer"},
    {"rsidtbl", silence},
    {"shpinst", nothing},
    {"shppict", nothing},
    {"shprslt", silence},
    {"shptxt", flow},
    {"sn", key},
    {"sp", nothing},
    {"staticval", value, property},
    {"stylesheet", silence},
    {"subject", flow, property, "subject"},
    {"sv", value, property},
    {"tc", flow, field, "contents entry"},
    {"tcn", flow, field, "contents entry"},
    {"template", flow, property, "template"},
    {"themedata", silence},
    {"title", flow, property, "title"},
    {"txe", flow, field, "index entry"},
    {"userprops", nothing},
    {"xe", flow, field, "index entry"},
    {"xmlnstbl", silence},
};

constexpr bool before(const RtfDestination& a, const RtfDestination& b) { return a.word < b.word; }
static_assert(std::is_sorted(std::begin(kDestinations), std::end(kDestinations), before));

}  // namespace

RtfDestination rtf_destination(std::string_view word) {
  const auto found = std::lower_bound(std::begin(kDestinations), std::end(kDestinations), RtfDestination{word}, before);
  return found == std::end(kDestinations) || found->word != word ? RtfDestination{} : *found;
}

}  // namespace trawl::extractors
