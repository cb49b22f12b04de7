/* SPDX-License-Identifier: ISC */
/*
 * What a message says when nobody has written templates: one shape for all,
 * the words of each language put in by the compiler.
 */
#include "mail.h"

#define IF(is, yes, no) "{{#if " is "}}" yes "{{else}}" no "{{/if}}"

#define TITLE(invoice, credit, reminder, request, letter)                      \
	IF("kind = credit-note", credit,                                       \
	    IF("kind = reminder", reminder,                                    \
		IF("kind = payment-request", request,                          \
		    IF("kind = letter", letter, invoice))))

/* "Faktura 1 från Norrlid Energi AB" */
#define WHAT(title, from)                                                      \
	title "{{#if invoice.number}} {{invoice.number}}{{/if}} " from         \
	      " {{invoice.seller.name}}"

#define ACCOUNT(name)                                                          \
	IF("invoice.payment[0].branch = SE:BANKGIRO", "Bankgiro",              \
	    IF("invoice.payment[0].branch = SE:PLUSGIRO", "Plusgiro", name))

/* The date of the debit, else the due date, after a word. */
#define DEBIT_DATE(on)                                                         \
	IF("route.payment[0].date", " " on "{{route.payment[0].date|date}}",   \
	    "{{#if invoice.due_date}} " on "{{invoice.due_date|date}}{{/if}}")

#define TEXT(what, hello, attached, to_pay, due, account, reference, debit,    \
    on, do_not, credited, nothing, questions)                                  \
	"Subject: " what "\n\n" hello "\n\n" what ".\n" attached "\n\n"        \
	"{{#if kind = credit-note}}\n"                                         \
	"{{#if invoice.payable}}\n" credited                                   \
	": {{invoice.payable|amount}}\n" nothing "\n\n"                        \
	"{{/if}}\n"                                                            \
	"{{else}}\n"                                                           \
	"{{#if invoice.payable > 0}}\n" to_pay                                 \
	": {{invoice.payable|amount}}\n"                                       \
	"{{#if route.payment}}\n" debit                                        \
	DEBIT_DATE(                                                            \
	    on) ". " do_not "\n"                                               \
		"{{else}}\n"                                                   \
		"{{#if invoice.due_date}}\n" due                               \
		": {{invoice.due_date|date}}\n"                                \
		"{{/if}}\n"                                                    \
		"{{#if invoice.payment[0].account}}\n" ACCOUNT(                \
		    account) ": {{invoice.payment[0]|account}}\n"              \
			     "{{/if}}\n"                                       \
			     "{{#if "                                          \
			     "invoice.payment[0].reference}}\n" reference      \
			     ": {{invoice.payment[0].reference}}\n"            \
			     "{{/if}}\n"                                       \
			     "{{/if}}\n\n"                                     \
			     "{{else}}\n"                                      \
			     "{{#if invoice.payable}}\n" nothing "\n\n"        \
			     "{{/if}}\n"                                       \
			     "{{/if}}\n"                                       \
			     "{{/if}}\n"                                       \
			     "{{#if "                                          \
			     "invoice.seller.contact.email}}\n" questions      \
			     " {{invoice.seller.contact.email}}"               \
			     "{{#if invoice.seller.contact.phone}}, "          \
			     "{{invoice.seller.contact.phone}}{{/if}}\n\n"     \
			     "{{/if}}\n"                                       \
			     "{{invoice.seller.name}}\n"

#define ROW(name, value)                                                       \
	"<tr><td style=\"padding:2px 16px 2px 0\">" name                       \
	"</td><td><strong>" value "</strong></td></tr>\n"

#define HTML(code, what, hello, attached, to_pay, due, account, reference,                                                                                                                                     \
    debit, on, do_not, credited, nothing, questions)                                                                                                                                                           \
	"<!DOCTYPE html>\n<html lang=\"" code "\">\n"                                                                                                                                                          \
	"<head><meta charset=\"utf-8\"><title>" what "</title></head>\n"                                                                                                                                       \
	"<body style=\"font-family:sans-serif;color:#1c2129\">\n"                                                                                                                                              \
	"<p>" hello "</p>\n<p>" what ".<br>\n" attached "</p>\n"                                                                                                                                               \
	"{{#if kind = credit-note}}\n"                                                                                                                                                                         \
	"{{#if invoice.payable}}\n"                                                                                                                                                                            \
	"<table>\n" ROW(credited,                                                                                                                                                                              \
	    "{{invoice.payable|amount}}") "</table>\n"                                                                                                                                                         \
					  "<p>" nothing "</p>\n"                                                                                                                                               \
					  "{{/if}}\n"                                                                                                                                                          \
					  "{{else}}\n"                                                                                                                                                         \
					  "{{#if invoice.payable > 0}}\n"                                                                                                                                      \
					  "<table>\n" ROW(to_pay,                                                                                                                                              \
					      "{{invoice.payable|"                                                                                                                                             \
					      "amount}}") "{{#if "                                                                                                                                             \
							  "route."                                                                                                                                             \
							  "payment}}"                                                                                                                                          \
							  "\n"                                                                                                                                                 \
							  "</"                                                                                                                                                 \
							  "table>\n<"                                                                                                                                          \
							  "p>" debit                                                                                                                                           \
							  DEBIT_DATE(                                                                                                                                          \
							      on) "."                                                                                                                                          \
								  " " do_not                                                                                                                                   \
								  "</"                                                                                                                                         \
								  "p>"                                                                                                                                         \
								  "\n"                                                                                                                                         \
								  "{{"                                                                                                                                         \
								  "el"                                                                                                                                         \
								  "se"                                                                                                                                         \
								  "}}"                                                                                                                                         \
								  "\n"                                                                                                                                         \
								  "{{"                                                                                                                                         \
								  "#i"                                                                                                                                         \
								  "f "                                                                                                                                         \
								  "in"                                                                                                                                         \
								  "vo"                                                                                                                                         \
								  "ic"                                                                                                                                         \
								  "e."                                                                                                                                         \
								  "du"                                                                                                                                         \
								  "e_"                                                                                                                                         \
								  "da"                                                                                                                                         \
								  "te"                                                                                                                                         \
								  "}}"                                                                                                                                         \
								  "\n" ROW(                                                                                                                                    \
								      due,                                                                                                                                     \
								      "{{"                                                                                                                                     \
								      "invoic"                                                                                                                                 \
								      "e.due_"                                                                                                                                 \
								      "date|"                                                                                                                                  \
								      "date}"                                                                                                                                  \
								      "}") "{"                                                                                                                                 \
									   "{"                                                                                                                                 \
									   "/"                                                                                                                                 \
									   "i"                                                                                                                                 \
									   "f"                                                                                                                                 \
									   "}"                                                                                                                                 \
									   "}"                                                                                                                                 \
									   "\n"                                                                                                                                \
									   "{"                                                                                                                                 \
									   "{"                                                                                                                                 \
									   "#"                                                                                                                                 \
									   "i"                                                                                                                                 \
									   "f"                                                                                                                                 \
									   " "                                                                                                                                 \
									   "i"                                                                                                                                 \
									   "n"                                                                                                                                 \
									   "v"                                                                                                                                 \
									   "o"                                                                                                                                 \
									   "i"                                                                                                                                 \
									   "c"                                                                                                                                 \
									   "e"                                                                                                                                 \
									   "."                                                                                                                                 \
									   "p"                                                                                                                                 \
									   "a"                                                                                                                                 \
									   "y"                                                                                                                                 \
									   "m"                                                                                                                                 \
									   "e"                                                                                                                                 \
									   "n"                                                                                                                                 \
									   "t"                                                                                                                                 \
									   "["                                                                                                                                 \
									   "0"                                                                                                                                 \
									   "]"                                                                                                                                 \
									   "."                                                                                                                                 \
									   "a"                                                                                                                                 \
									   "c"                                                                                                                                 \
									   "c"                                                                                                                                 \
									   "o"                                                                                                                                 \
									   "u"                                                                                                                                 \
									   "n"                                                                                                                                 \
									   "t"                                                                                                                                 \
									   "}"                                                                                                                                 \
									   "}"                                                                                                                                 \
									   "\n" ROW(                                                                                                                           \
									       ACCOUNT(                                                                                                                        \
										   account),                                                                                                                   \
									       "{{invoice.payment[0]|account}}") "{{/if}}\n"                                                                                   \
														 "{{#if invoice.payment[0].reference}}\n" ROW(                                                 \
														     reference,                                                                                \
														     "{{invoice.payment[0].reference}}") "{{/if}}\n</table>\n"                                 \
																			 "{{/if}}\n"                                           \
																			 "{{else}}\n"                                          \
																			 "{{#if invoice.payable}}\n<p>" nothing                \
																			 "</p>\n{{/if}}\n"                                     \
																			 "{{/if}}\n"                                           \
																			 "{{/if}}\n"                                           \
																			 "{{#if invoice.seller.contact.email}}\n<p>" questions \
																			 " {{invoice.seller.contact.email}}"                   \
																			 "{{#if invoice.seller.contact.phone}}, "              \
																			 "{{invoice.seller.contact.phone}}{{/if}}</p>\n"       \
																			 "{{/if}}\n"                                           \
																			 "<p>{{invoice.seller.name}}</p>\n</body>\n</html>\n"

#define WORDS_SV                                                               \
	WHAT(TITLE("Faktura", "Kreditfaktura", "Påminnelse", "Betalningsavi",  \
		 "Meddelande"),                                                \
	    "från"),                                                           \
	    "Hej,", "Dokumentet är bifogat som PDF.", "Att betala",            \
	    "Förfallodag", "Konto", "Referens (OCR)",                          \
	    "Beloppet dras automatiskt från ditt konto", "",                   \
	    "Betala inte fakturan själv.", "Krediteras",                       \
	    "Du behöver inte betala något.", "Har du frågor? Kontakta oss:"
#define WORDS_NB                                                               \
	WHAT(TITLE(                                                            \
		 "Faktura", "Kreditnota", "Purring", "Betalingskrav", "Brev"), \
	    "fra"),                                                            \
	    "Hei,", "Dokumentet er vedlagt som PDF.", "Å betale",              \
	    "Forfallsdato", "Kontonummer", "KID eller referanse",              \
	    "Beløpet trekkes automatisk fra kontoen din", "",                  \
	    "Ikke betal fakturaen selv.", "Krediteres",                        \
	    "Du trenger ikke å betale noe.", "Har du spørsmål? Kontakt oss:"
#define WORDS_FI                                                               \
	"{{invoice.seller.name}}: " TITLE("Lasku", "Hyvityslasku",             \
	    "Maksumuistutus", "Maksupyyntö",                                   \
	    "Tiedote") "{{#if invoice.number}} {{invoice.number}}{{/if}}",     \
	    "Hei,", "Asiakirja on liitteenä PDF-tiedostona.", "Maksettava",    \
	    "Eräpäivä", "Tilinumero", "Viite",                                 \
	    "Summa veloitetaan automaattisesti tililtänne", "",                \
	    "Älkää maksako laskua itse.", "Hyvitetään",                        \
	    "Teidän ei tarvitse maksaa mitään.",                               \
	    "Onko teillä kysyttävää? Ottakaa yhteyttä:"
#define WORDS_DA                                                               \
	WHAT(TITLE("Faktura", "Kreditnota", "Rykker", "Betalingsanmodning",    \
		 "Meddelelse"),                                                \
	    "fra"),                                                            \
	    "Hej,", "Dokumentet er vedhæftet som PDF.", "At betale",           \
	    "Forfaldsdato", "Kontonummer", "Betalings-ID eller reference",     \
	    "Beløbet trækkes automatisk fra din konto", "",                    \
	    "Betal ikke fakturaen selv.", "Krediteres",                        \
	    "Du skal ikke betale noget.", "Har du spørgsmål? Kontakt os:"
#define WORDS_EN                                                               \
	WHAT(TITLE("Invoice", "Credit note", "Reminder", "Payment request",    \
		 "Letter"),                                                    \
	    "from"),                                                           \
	    "Hello,", "The document is attached as a PDF.", "Amount due",      \
	    "Due date", "Account", "Payment reference",                        \
	    "The amount is collected automatically from your account", "on ",  \
	    "Please do not pay it yourself.", "Amount credited",               \
	    "You do not have to pay anything.", "Any questions? Contact us:"

/* so that the words are taken apart before the shape is filled */
#define TEXT_OF(...) TEXT(__VA_ARGS__)
#define HTML_OF(...) HTML(__VA_ARGS__)

const char *const mail_texts[LANGUAGES] = {
	[LANGUAGE_SV] = TEXT_OF(WORDS_SV),
	[LANGUAGE_NB] = TEXT_OF(WORDS_NB),
	[LANGUAGE_FI] = TEXT_OF(WORDS_FI),
	[LANGUAGE_DA] = TEXT_OF(WORDS_DA),
	[LANGUAGE_EN] = TEXT_OF(WORDS_EN),
};

const char *const mail_htmls[LANGUAGES] = {
	[LANGUAGE_SV] = HTML_OF("sv", WORDS_SV),
	[LANGUAGE_NB] = HTML_OF("nb", WORDS_NB),
	[LANGUAGE_FI] = HTML_OF("fi", WORDS_FI),
	[LANGUAGE_DA] = HTML_OF("da", WORDS_DA),
	[LANGUAGE_EN] = HTML_OF("en", WORDS_EN),
};

const struct mail_words mail_words[LANGUAGES] = {
	[LANGUAGE_SV] = { "Kopia: ",
	    "Detta är en kopia. Har du redan betalat ska du inte betala igen.",
	    "TEST. Meddelandet var till {value}.",
	    { "Faktura", "Kreditfaktura", "Påminnelse", "Betalningsavi",
		"Meddelande" } },
	[LANGUAGE_NB] = { "Kopi: ",
	    "Dette er en kopi. Har du allerede betalt, skal du ikke betale "
	    "igjen.",
	    "TEST. Meldingen var til {value}.",
	    { "Faktura", "Kreditnota", "Purring", "Betalingskrav", "Brev" } },
	[LANGUAGE_FI] = { "Kopio: ",
	    "Tämä on kopio. Jos olette jo maksaneet, älkää maksako uudelleen.",
	    "TEST. Viestin vastaanottaja oli {value}.",
	    { "Lasku", "Hyvityslasku", "Maksumuistutus", "Maksupyyntö",
		"Tiedote" } },
	[LANGUAGE_DA] = { "Kopi: ",
	    "Dette er en kopi. Har du allerede betalt, skal du ikke betale "
	    "igen.",
	    "TEST. Meddelelsen var til {value}.",
	    { "Faktura", "Kreditnota", "Rykker", "Betalingsanmodning",
		"Meddelelse" } },
	[LANGUAGE_EN] = { "Copy: ",
	    "This is a copy. If you have paid already, do not pay again.",
	    "TEST. The message was for {value}.",
	    { "Invoice", "Credit-note", "Reminder", "Payment-request",
		"Letter" } },
};
