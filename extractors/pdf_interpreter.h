// PdfInterpreter: carries out the operators of content streams that matter to text (ISO 32000-2 9, Annex A).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/pdf_content.h"
#include "extractors/pdf_fonts.h"
#include "extractors/pdf_matrix.h"
#include "extractors/pdf_streams.h"
#include "extractors/pdf_syntax.h"

namespace trawl::extractors {

// Reads one page into `page`, whose words are there after finish(). area: of the page, square points.
class PdfInterpreter {
 public:
  PdfInterpreter(PdfFonts& fonts, PdfPage& page, double area) : fonts_(fonts), page_(page), area_(area) {}

  // start: from the units of the content to points from the top left corner.
  void page(const Object& contents, const Dict* resources, const PdfMatrix& start);
  void appearance(const Object& form, const PdfBox& rectangle, const Dict* resources, const PdfMatrix& start);
  void finish();

 private:
  using Operands = std::vector<PdfOperand>;
  using NamedFonts = std::map<std::string, const PdfFont*, std::less<>>;

  struct State {
    PdfMatrix ctm;
    const PdfFont* font = nullptr;
    double size = 0, character_space = 0, word_space = 0, scale = 1, leading = 0, rise = 0;
    bool invisible = false;
  };

  // Content that a text is given for (14.9.4): the words since take its place.
  struct Marked {
    std::optional<std::string> text;
    std::size_t first = 0;
  };

  void interpret(std::string content, const Dict* resources);
  void carry_out(std::string_view op, const Operands& operands);
  void short_operator(char op, const Operands& operands);
  void text_operator(char op, const Operands& operands);

  void move(double x, double y);
  void forward(double x, double y);
  void set_font(const Operands& operands);
  const PdfFont* font(std::string_view name);
  void set_state(const std::string& key);

  void show(const Operands& operands);
  void show(std::string_view bytes);
  void point();

  void add_picture();
  void draw(const std::string& key);
  void draw_form(const Object& form, const Dict* outer);
  Object resource(const char* kind, const std::string& key) const;

  void begin_marked(const Operands& operands);
  void end_marked();
  void put_in_place(const PdfWord& whole, std::string_view text);

  PdfFonts& fonts_;
  PdfPage& page_;
  PdfWords words_;
  State state_;
  std::vector<State> saved_;
  std::size_t first_saved_ = 0;  // of the content being read; a form cannot restore what was saved outside
  std::vector<Marked> marked_;
  std::set<int> within_;  // forms being drawn
  PdfMatrix text_, line_;
  const Dict* resources_ = nullptr;
  NamedFonts named_;  // fonts by their names in the resources
  std::size_t used_ = 0;
  std::size_t depth_ = 0;
  double area_;
  double stretch_ = 1, height_ = 0;  // of what is shown next: points to a unit along it; size of the font
  bool placed_ = true;
};

}  // namespace trawl::extractors
