/* SPDX-License-Identifier: ISC */
/*
 * The writer of maps on small tables: what ubl_map.c does not need, and what
 * its documents would not show.
 */
#include "format/map_write.h"
#include "t.h"

#define MAP(name, type)                                                        \
	static const struct map name##_map = { &type##_object, name##_rows,    \
		sizeof(name##_rows) / sizeof(struct map_row), "unit", NULL }

/* Writes without the XML declaration; "" after a fault. */
static struct fault fault;
static struct buf out = BUF_INIT(1 << 16);

static struct str
write(const struct map *map, bool second, const struct map_values *v,
    const void *object)
{
	static const char head[] =
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
	const struct map_root root = { "r", "", second };
	struct map_writer *w = map_writer_new(map, &root);
	buf_reset(&out);
	fault = (struct fault){ .text = "" };
	bool ok = map_write(w, v, object, &out, &fault);
	map_writer_free(w);
	if (!ok)
		return (struct str)STR("");
	CHECK(str_starts(buf_str(&out), head));
	return str_from(buf_str(&out), sizeof(head) - 1);
}

/* ---- elements, attributes, constants -------------------------------- */

static const struct map_row contact_rows[] = {
	{ "cbc:One|cbc:Two", "name", NULL, 0 },
	{ "cbc:One|cbc:Two/@kind='person'", NULL, NULL, 0 },
	{ "cac:A/cbc:Phone", "phone", NULL, MAP_FIRST },
	{ "cac:A/cbc:Country='SE'", NULL, NULL, 0 },
	{ "cac:A/cbc:Given='$given'", NULL, NULL, MAP_WRITE },
	{ "cac:B[cbc:Code='x|y']/cbc:Email", "email", NULL, MAP_FIRST },
	{ "cac:B[cbc:Code='x|y']/cbc:Email/@note", "phone", NULL, MAP_SECOND },
	{ "cac:B[cbc:Code='x|y']/cbc:Email", "email", NULL,
	    MAP_WRITE | MAP_SECOND },
	{ "cac:A/cbc:Last='$none'", NULL, NULL, MAP_WRITE },
};
MAP(contact, contact);

static void
test_elements(void)
{
	const struct map_variable given = { "$given", STR("<3>") };
	const struct map_values v = {
		.place = "/c", .variables = &given, .variables_n = 1
	};
	struct contact c = {
		.name = STR("N"), .phone = STR("P"), .email = STR("E")
	};

	T_CASE("all");
	CHECK_STR(write(&contact_map, false, &v, &c),
	    "<r>\n\t<cbc:One kind=\"person\">N</cbc:One>\n"
	    "\t<cac:A>\n\t\t<cbc:Phone>P</cbc:Phone>\n"
	    "\t\t<cbc:Country>SE</cbc:Country>\n"
	    "\t\t<cbc:Given>&lt;3&gt;</cbc:Given>\n\t</cac:A>\n"
	    "\t<cac:B>\n\t\t<cbc:Email>E</cbc:Email>\n"
	    "\t\t<cbc:Code>x</cbc:Code>\n\t</cac:B>\n</r>\n");

	T_CASE("the second name; an element of constants alone");
	CHECK_STR(write(&contact_map, true, &v, &c),
	    "<r>\n\t<cbc:Two kind=\"person\">N</cbc:Two>\n"
	    "\t<cac:A>\n\t\t<cbc:Country>SE</cbc:Country>\n"
	    "\t\t<cbc:Given>&lt;3&gt;</cbc:Given>\n\t</cac:A>\n"
	    "\t<cac:B>\n\t\t<cbc:Email note=\"P\">E</cbc:Email>\n"
	    "\t\t<cbc:Code>x</cbc:Code>\n\t</cac:B>\n</r>\n");

	T_CASE("nothing but a name");
	c = (struct contact){ .name = STR("N") };
	CHECK_STR(write(&contact_map, false, &v, &c),
	    "<r>\n\t<cbc:One kind=\"person\">N</cbc:One>\n</r>\n");

	T_CASE("an attribute without its element");
	c.phone = str_of("P");
	CHECK_STR(write(&contact_map, true, &v, &c), "");
	CHECK_STR((const char *)fault.place, "/c/phone");
	CHECK_STR((const char *)fault.rule, "cannot-carry");
}

/* ---- what no row writes --------------------------------------------- */

static const struct map_row name_rows[] = {
	{ "cbc:Name", "name", NULL, 0 },
	{ "cbc:Street", "address.line1", NULL, 0 },
};
MAP(name, party);

static const struct map_row file_rows[] = {
	{ "cbc:ID", "id", NULL, 0 },
	{ "cbc:File", "path", NULL, MAP_CONTENT },
};
MAP(file, attachment);

static void
test_unwritten(void)
{
	struct identifier ids[1] = { { .id = STR("1") } };
	const struct map_values v = { .place = "/party" };
	struct party p = { .name = STR("N"), .address.line1 = STR("S") };

	T_CASE("all is written");
	CHECK_STR(write(&name_map, false, &v, &p),
	    "<r>\n\t<cbc:Name>N</cbc:Name>\n"
	    "\t<cbc:Street>S</cbc:Street>\n</r>\n");

	static const char *const places[] = { "/party/address/city",
		"/party/contact/email", "/party/ids", "/party/vat_id" };
	for (size_t i = 0; i < 4; i++) {
		struct party q = p;
		T_CASE(places[i]);
		if (i == 0)
			q.address.city = str_of("Umea");
		else if (i == 1)
			q.contact.email = str_of("a@mc.example");
		else if (i == 2)
			q.ids = ids, q.ids_n = 1;
		else
			q.vat_id = str_of("SE556000016701");
		CHECK_STR(write(&name_map, false, &v, &q), "");
		CHECK_STR((const char *)fault.place, places[i]);
		CHECK_STR((const char *)fault.rule, "cannot-carry");
	}

	T_CASE("no business term");
	struct attachment a = {
		.id = STR("1"), .sha256 = STR("00"), .bytes = 7
	};
	CHECK_STR(write(&file_map, false, &v, &a),
	    "<r>\n\t<cbc:ID>1</cbc:ID>\n</r>\n");
}

/* ---- content -------------------------------------------------------- */

static bool
content(void *arg, const void *object, struct buf *to, struct fault *f)
{
	const struct attachment *a = object;
	if (!arg)
		return fault_set(f, NULL, "gone", "is not there");
	CHECK_STR(a->path, "p");
	buf_adds(to, arg);
	return true;
}

static void
test_content(void)
{
	char bytes[] = "AAAA";
	struct map_values v = { .place = "/a", .content = content };
	struct attachment a = { .id = STR("1"), .path = STR("p") };

	T_CASE("content");
	v.arg = bytes;
	CHECK_STR(write(&file_map, false, &v, &a),
	    "<r>\n\t<cbc:ID>1</cbc:ID>\n\t<cbc:File>AAAA</cbc:File>\n</r>\n");
	T_CASE("content that is gone");
	v.arg = NULL;
	CHECK_STR(write(&file_map, false, &v, &a), "");
	CHECK_STR((const char *)fault.place, "/a/path");
	CHECK_STR((const char *)fault.rule, "gone");
	T_CASE("no content to ask for");
	a.path = (struct str){ NULL, 0 };
	CHECK(write(&file_map, false, &v, &a).n > 0);
}

/* ---- lists ---------------------------------------------------------- */

static const struct map_row class_rows[] = {
	{ ".", "code", NULL, 0 },
	{ "@list", "list", NULL, 0 },
	{ "@version", "version", NULL, 0 },
	{ "@of", "^id", NULL, MAP_WRITE },
};
MAP(class, item_class);

static const struct map_row line_rows[] = {
	{ "cac:List+/cac:Item/cbc:Code", "classes", &class_map, 0 },
	{ "cbc:Amount", "amount", NULL, 0 },
	{ "cbc:PriceAmount", "price", NULL, 0 },
	{ "cbc:Amounts", "quantity", NULL, 0 },
	{ "cac:List/cbc:Name", "name", NULL, 0 },
};
MAP(line, invoice_line);

static void
test_lists(void)
{
	struct item_class classes[] = { { .code = STR("1") },
		{ .code = STR("") }, { .code = STR("3"), .list = STR("L") } };
	const struct map_values v = { .place = "/line",
		.currency = STR("SEK") };
	struct invoice_line l = { .id = STR("I"),
		.classes = classes,
		.classes_n = 3,
		.amount = DEC_INT(1),
		.price = DEC_INT(2),
		.quantity = DEC_INT(3) };

	T_CASE("lists");
	CHECK_STR(write(&line_map, false, &v, &l),
	    "<r>\n\t<cac:List>\n\t\t<cac:Item>\n"
	    "\t\t\t<cbc:Code of=\"I\">1</cbc:Code>\n"
	    "\t\t</cac:Item>\n\t</cac:List>\n"
	    "\t<cac:List>\n\t\t<cac:Item>\n"
	    "\t\t\t<cbc:Code list=\"L\">3</cbc:Code>\n"
	    "\t\t</cac:Item>\n\t</cac:List>\n"
	    "\t<cbc:Amount unit=\"SEK\">1</cbc:Amount>\n"
	    "\t<cbc:PriceAmount unit=\"SEK\">2</cbc:PriceAmount>\n"
	    "\t<cbc:Amounts>3</cbc:Amounts>\n</r>\n");

	T_CASE("a namesake stands behind the list");
	l.name = str_of("N");
	struct str all = write(&line_map, false, &v, &l);
	CHECK(all.n > 0);
	CHECK(strstr(all.p, "\t</cac:List>\n\t<cac:List>\n\t\t<cbc:Name>N<"
			    "/cbc:Name>\n\t</cac:List>\n\t<cbc:Amount"));

	T_CASE("no item for a field of the outer object");
	l.classes_n = 0;
	CHECK_STR(write(&line_map, false, &v, &l), "");
	CHECK_STR((const char *)fault.place, "/line/id");

	T_CASE("place of an item");
	l.classes_n = 3;
	classes[1].version = str_of("V");
	CHECK_STR(write(&line_map, false, &v, &l), "");
	CHECK_STR((const char *)fault.place, "/line/classes/1/version");
	classes[1].version = (struct str){ NULL, 0 };
	classes[2].code = str_of("\x02");
	CHECK_STR(write(&line_map, false, &v, &l), "");
	CHECK_STR((const char *)fault.place, "/line/classes/2/code");
	CHECK_STR((const char *)fault.rule, "xml-character");
}

int
main(void)
{
	test_elements();
	test_unwritten();
	test_content();
	test_lists();
	buf_free(&out);
	return T_END();
}
