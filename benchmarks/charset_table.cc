// charset_table: how often the charset of a short text is told rightly, by trawl, by uchardet and by ICU alone. Right
// means that the decoded text is the text. usage: charset_table [--failures]
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/utf8.h"
#include "extractors/charset.h"

namespace trawl {
namespace {

using extractors::Converter;

struct Sample {
  const char* language;
  std::vector<const char*> charsets;
  const char* text;  // made up
};

const std::vector<Sample> kSamples = {
    {"English",
     {"windows-1252", "ibm-850", "macintosh"},
     "Dear Zoë, the fee is £45 – paid by Ms Brontë’s café on 3 May. Please ring André on 01632 960123. We owe £1,250 "
     "to Siân O’Dowd."},
    {"Welsh",
     {"iso-8859-14", "utf-16le"},
     "Annwyl Siân, mae'r cŵn yn y tŷ. Bydd Llŷr yn dod i Gaernarfon ddydd Mercher i gwrdd â ni yn y swyddfa."},
    {"French",
     {"windows-1252", "iso-8859-15", "ibm-850", "macintosh"},
     "Chère Hélène, voilà le reçu signé par François à Orléans. Le coût élevé de l'hôtel a été réglé où nous étions."},
    {"German",
     {"windows-1252", "ibm-850", "macintosh"},
     "Sehr geehrte Frau Müller, die Überweisung für Jürgen Groß aus Köln läuft. Schöne Grüße von Käthe Böhm."},
    {"Polish",
     {"windows-1250", "iso-8859-2", "ibm-852"},
     "Szanowna Pani Małgorzato, proszę przesłać zaświadczenie dla Łukasza Wiśniewskiego z Łodzi. Dziękuję, Stanisław "
     "Żółkiewski."},
    {"Czech",
     {"windows-1250", "iso-8859-2"},
     "Vážený pane Dvořáku, příští schůzka bude v úterý. Děkuji, Jiří Svěrák, Plzeň. Prosím přineste občanský průkaz."},
    {"Hungarian",
     {"windows-1250", "iso-8859-2"},
     "Kedves Erzsébet, köszönöm a levelét. Győző és Ágnes Szűcs holnap érkeznek Székesfehérvárra az ünnepségre."},
    {"Romanian",
     {"windows-1250", "iso-8859-16"},
     "Stimate domnule Ionuţ, vă rugăm să trimiteţi actele pentru Ştefania până vineri. Mulţumesc, Răzvan Bălăceanu."},
    {"Russian",
     {"windows-1251", "koi8-r", "iso-8859-5", "ibm-866", "x-mac-cyrillic"},
     "Уважаемая Екатерина Сергеевна, просим прислать копию паспорта и справку о доходах. С уважением, Дмитрий "
     "Воронцов."},
    {"Ukrainian",
     {"windows-1251", "koi8-u"},
     "Шановна пані Оксано, надішліть, будь ласка, копію свідоцтва про народження Євгена. З повагою, Андрій Їжакевич."},
    {"Greek",
     {"windows-1253", "iso-8859-7"},
     "Αγαπητή κυρία Παπαδοπούλου, σας στέλνουμε το έγγραφο για τον Γιώργο. Με εκτίμηση, Ελένη Αλεξίου, Θεσσαλονίκη."},
    {"Turkish",
     {"windows-1254", "iso-8859-9"},
     "Sayın Gülşen Hanım, İbrahim Çağlar için gerekli belgeleri göndermenizi rica ederiz. Saygılarımla, Işıl Öztürk, "
     "İzmir."},
    {"Lithuanian",
     {"windows-1257", "iso-8859-13"},
     "Gerbiama ponia Živile, prašome atsiųsti pažymą apie Šarūną Žukauską. Ačiū, Ąžuolas Čepaitis, Šiauliai, įmonė."},
    {"Hebrew",
     {"windows-1255", "iso-8859-8"},
     "שלום רב, אנא שלחו את המסמכים של משפחת לוי עד יום חמישי. תודה רבה, יעל כהן, ירושלים, רחוב הנביאים."},
    {"Arabic",
     {"windows-1256", "iso-8859-6"},
     "السيدة فاطمة المحترمة، يرجى إرسال نسخة من جواز السفر الخاص بأحمد. مع خالص التحية، يوسف الخطيب، القاهرة."},
    {"Vietnamese",
     {"windows-1258"},
     "Kính gửi bà Ngọc, xin gửi giấy khai sinh của em Hùng. Trân trọng, Đặng Văn Lâm, Hà Nội."},
    {"Thai", {"windows-874"}, "เรียน คุณสมหญิง กรุณาส่งสำเนาหนังสือเดินทางของนายประเสริฐ ขอแสดงความนับถือ วิชัย กรุงเทพมหานคร"},
    {"Japanese",
     {"shift_jis", "euc-jp", "iso-2022-jp", "utf-16be"},
     "山田花子様、佐藤健一さんの書類を送ってください。よろしくお願いします。東京都新宿区の鈴木より。電話番号も教えてく"
     "ださい。"},
    {"Chinese",
     {"gb18030", "big5", "hz"},
     "王小明先生，请把李娜的护照复印件寄给我们。谢谢您的帮助，张伟，北京市海淀区。"},
    {"Korean",
     {"euc-kr"},
     "김영희 님께, 박철수 씨의 여권 사본을 보내 주세요. 감사합니다. 서울특별시 강남구 이민호 드림."},
};

// A text in a charset; empty where the charset lacks one of its characters.
std::string encoded(const std::string& text, const char* charset) {
  UErrorCode error = U_ZERO_ERROR;
  std::string out(text.size() * 4 + 16, '\0');
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> to(ucnv_open(charset, &error), &ucnv_close);
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open("utf-8", &error), &ucnv_close);
  if (U_FAILURE(error)) return {};
  ucnv_setFromUCallBack(to.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  char* target = out.data();
  const char* source = text.data();
  ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source, source + text.size(), nullptr,
                 nullptr, nullptr, nullptr, true, true, &error);
  out.resize(static_cast<std::size_t>(target - out.data()));
  return U_SUCCESS(error) ? out : std::string();
}

std::string decoded(const std::string& bytes, const std::string& charset) {
  std::string text;
  if (const auto converter = Converter::open(charset)) converter->append(bytes, true, text);
  return text;
}

std::string by_uchardet(const std::string& bytes) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
  uchardet_handle_data(detector.get(), bytes.data(), bytes.size());
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

std::string by_icu(const std::string& bytes) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error), &ucsdet_close);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), &error);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &error);
  if (U_FAILURE(error) || match == nullptr) return {};
  return ucsdet_getName(match, &error);
}

std::string by_trawl(const std::string& bytes) {
  return extractors::charset_of(bytes, {}, true);
}

// At most so many characters of a text, up to the end of a word.
std::string cut(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  while (at < text.size() && characters > 0) {
    decode(text, at);
    --characters;
  }
  return std::string(text.substr(0, at));
}

struct Judge {
  const char* name;
  std::string (*charset)(const std::string&);
};
constexpr std::array<Judge, 3> kJudges = {{{"trawl", by_trawl}, {"uchardet", by_uchardet}, {"ICU", by_icu}}};

void measure(std::size_t characters, bool failures) {
  std::array<int, kJudges.size()> right{};
  int all = 0;
  for (const Sample& sample : kSamples) {
    for (const char* charset : sample.charsets) {
      const std::string text = cut(sample.text, characters);
      const std::string bytes = encoded(text, charset);
      if (bytes.empty() || valid_utf8(bytes)) continue;  // lacks a character, or nothing to tell at that length
      ++all;
      for (std::size_t judge = 0; judge < kJudges.size(); ++judge) {
        const std::string name = kJudges[judge].charset(bytes);
        const bool good = decoded(bytes, name) == text;
        right[judge] += good;
        if (!good && judge == 0 && failures)
          std::printf("  %s in %s taken for %s\n", sample.language, charset, name.c_str());
      }
    }
  }
  std::printf("%3zu characters, %d texts:", characters, all);
  for (std::size_t judge = 0; judge < kJudges.size(); ++judge)
    std::printf("  %s %d", kJudges[judge].name, right[judge]);
  std::printf("\n");
}

}  // namespace
}  // namespace trawl

int main(int count, char** arguments) {
  const bool failures = count > 1 && std::strcmp(arguments[1], "--failures") == 0;
  for (const std::size_t characters : {30, 60, 120}) trawl::measure(characters, failures);
}
