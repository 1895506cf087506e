// Content streams as operators and operands (ISO 32000-2 7.8.2, 7.3).
#include "extractors/pdf_syntax.h"

#include <gtest/gtest.h>

namespace trawl::extractors {
namespace {

// Every operator with its operands, as one line: numbers, /names, (strings) and brackets.
std::string told(std::string_view content) {
  PdfSyntax syntax{std::string(content)};
  std::vector<PdfOperand> operands;
  std::string_view op;
  std::string out;
  while (syntax.next(operands, op)) {
    for (const PdfOperand& operand : operands) {
      switch (operand.kind) {
        case PdfOperand::number: out += std::to_string(static_cast<int>(operand.value * 100)) + " "; break;
        case PdfOperand::name: out += "/" + std::string(operand.bytes) + " "; break;
        case PdfOperand::string: out += "(" + std::string(operand.bytes) + ") "; break;
        case PdfOperand::open_array: out += "[ "; break;
        case PdfOperand::close_array: out += "] "; break;
        case PdfOperand::open_dictionary: out += "<< "; break;
        case PdfOperand::close_dictionary: out += ">> "; break;
        case PdfOperand::other: out += "* "; break;
      }
    }
    out += std::string(op) + ";";
  }
  return out;
}

struct Case {
  const char* content;
  const char* told;
};

TEST(PdfSyntax, OperatorsComeWithTheirOperands) {
  for (const Case& c : std::initializer_list<Case>{
           {"BT /F1 12 Tf ET", "BT;/F1 1200 Tf;ET;"},
           {"1 -.5 +2. 3.25cm", "100 -50 200 325 cm;"},
           {"[(a)-250(b)]TJ", "[ (a) -25000 (b) ] TJ;"},
           {"/A#42C gs", "/ABC gs;"},
           {"<</K(v)/L[1 2]>>BDC", "<< /K (v) /L [ 100 200 ] >> BDC;"},
           {"% a comment (\n(x)Tj", "(x) Tj;"},
           {"true null d0", "* * d0;"},
           {"", ""},
       }) {
    EXPECT_EQ(told(c.content), c.told) << c.content;
  }
}

TEST(PdfSyntax, StringsLoseTheirEscapes) {
  for (const Case& c : std::initializer_list<Case>{
           {"(a\\(b\\)c) Tj", "(a(b)c) Tj;"},
           {"(a(b)c) Tj", "(a(b)c) Tj;"},
           {"(\\101\\1012\\7) Tj", "(AA2\a) Tj;"},
           {"(one\\\ntwo\\\r\nthree) Tj", "(onetwothree) Tj;"},
           {"(\\n\\q) Tj", "(\nq) Tj;"},
           {"<41 42\n4> Tj", "(AB@) Tj;"},
       }) {
    EXPECT_EQ(told(c.content), c.told) << c.content;
  }
}

TEST(PdfSyntax, InlineImagesArePassedOver) {
  EXPECT_EQ(told("BI /W 1 ID \x01 EI\x02 (no) Tj EI Q (yes) Tj"), "/W 100 EI;Q;(yes) Tj;");
  EXPECT_EQ(told("BI /W 1 ID never ends (no) Tj"), "/W 100 EI;");
}

TEST(PdfSyntax, WhatIsBrokenDoesNotHideTheRest) {
  for (const Case& c : std::initializer_list<Case>{
           {"[(a) 0.0 Tc -250 (b)] TJ", "[ (a) 0 * -25000 (b) ] TJ;"},
           {"[(a) TJ (b) Tj", "[ (a) TJ;(b) Tj;"},
           {"[1 2 Q (b) Tj", "[ 100 200 Q;(b) Tj;"},
           {"--5 1.2.3 12-34 w", "-500 120 1200 w;"},
           {") } { > (b) Tj", "(b) Tj;"},
           {"(never ends", ""},
           {"<41", ""},
           {"(ends with \\", ""},
       }) {
    EXPECT_EQ(told(c.content), c.told) << c.content;
  }
}

}  // namespace
}  // namespace trawl::extractors
