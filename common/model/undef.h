/* SPDX-License-Identifier: ISC */
/* Forgets the words of fields.def after an inclusion; no include guard. */
#undef OBJECT
#undef TEXT
#undef IDENTITY
#undef DATE
#undef AMOUNT
#undef NUMBER
#undef FLAG
#undef COUNT
#undef TEXTS
#undef GROUP
#undef OPTION
#undef LIST
#undef CLOSE
#undef ROW
#undef ROW_OF
#undef NAMED
