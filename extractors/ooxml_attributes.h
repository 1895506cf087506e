// Text that OOXML keeps in attributes: alternative texts, tooltips, form fields' lists, names of
// authors.
#pragma once

#include <functional>
#include <string_view>

#include "extractors/office_xml.h"

namespace trawl::extractors {

// Calls found(label, text) for each attribute of the present start event that can hold words of a
// user. Names that programs give by themselves ("Picture 1") are left out.
using FoundText = std::function<void(std::string_view label, std::string_view text)>;

// "Picture 1", "Text Box 12", "_GoBack": a name that says nothing of what it names.
bool given_by_program(std::string_view name);

void attribute_texts(const XmlReader& xml, const FoundText& found);

}  // namespace trawl::extractors
