// Vocalink's modulus check of UK sort codes and account numbers ("Validating account numbers", version
// 7.70): the weight table that the user supplies, and the rules of its exceptions 1 to 14.
//
// The tables are Vocalink's own files (valacdos.txt, scsubtab.txt), which anyone can fetch from
// vocalink.com; whether they may be passed on is a question of licence, so trawl brings none.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/result.h"

namespace trawl::detectors {

class ModulusTable {
 public:
  // weights: lines of "from to method 14 weights [exception]"; substitutions: lines of "sort-code
  // sort-code", may be empty.
  static Result<ModulusTable> parse(std::string_view weights, std::string_view substitutions);

  enum class Answer { unknown, valid, invalid };  // unknown: the table says nothing about this sort code
  // Six and eight digits; anything else is invalid.
  Answer check(std::string_view sort_code, std::string_view account) const;

 private:
  enum class Method : std::uint8_t { mod10, mod11, double_alternate };
  using Digits = std::array<int, 14>;  // sort code, account number: u v w x y z a b c d e f g h
  struct Row {
    int from;
    int to;
    Method method;
    std::array<int, 14> weights;
    int exception;
  };
  static int total(const Row& row, const Digits& digits);
  static bool remainder_fits(const Row& row, const Digits& digits);
  bool passes(const Row& row, Digits digits, bool second) const;
  std::vector<const Row*> rows_of(int sort_code) const;

  std::vector<Row> rows_;  // in the file's order, which is that of the sort codes
  std::unordered_map<int, int> substitutions_;
};

}  // namespace trawl::detectors
