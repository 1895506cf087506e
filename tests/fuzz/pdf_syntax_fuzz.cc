// Any bytes are content: what is handed out lies in it, and operands never outgrow it.
#include <cstdlib>

#include "extractors/pdf_syntax.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trawl::extractors;
  PdfSyntax syntax(std::string(reinterpret_cast<const char*>(data), size));
  std::vector<PdfOperand> operands;
  std::string_view op;
  std::size_t seen = 0;
  while (syntax.next(operands, op)) {
    seen += op.size() + operands.size();
    std::size_t bytes = 0;
    for (const PdfOperand& operand : operands) bytes += operand.bytes.size();
    if (bytes > size || seen > 3 * size + 2) std::abort();
  }
  return 0;
}
