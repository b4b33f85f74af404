// Texts that break programs: as ids, units, reasons and queries. Chosen after the "Big List of Naughty Strings"
// (github.com/minimaxir/big-list-of-naughty-strings, MIT), plus what is dangerous to SQL, paths, headers and JSON.
export const naughty = [
  "", " ", "\t", "\u0000", "a\u0000b", "\u0007\u001b[31m", "\u00a0", "\u200b", "\u2028", "\ufeff", "\u202eabc", "\u0301\u0301\u0301",
  "undefined", "null", "NULL", "None", "true", "NaN", "Infinity", "-Infinity", "0", "-0", "1e999", "0x10", "1,000.00", "9".repeat(400),
  "'", "''", "\"", "\\", "\\\\", "`", ";", "--", "%", "%s%n%x", "%00", "$HOME", "$(id)", "`id`", "{{7*7}}", "${7*7}",
  "' OR '1'='1", "'; DROP TABLE holds; --", "\"; DROP TABLE units; --", "1; SELECT pg_sleep(9)", "' UNION SELECT secret_sha256 FROM tokens --", "_%", "a' COLLATE x",
  "../../../etc/passwd", "..\\..\\windows", "/etc/passwd", "file:///etc/passwd", "a/b", "a/../b", "./", "..", ".", "CON", "a\r\nSet-Cookie: x=1", "a\nb",
  "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "<!--#exec cmd=\"id\"-->", "]]>", "&amp;", "<?xml version=\"1.0\"?>",
  "料件", "Ω≈ç√∫", "ﷺ", "👩‍👩‍👧‍👦", "🏳️‍🌈", "İ", "ß", "ﬀ", "ᚠᛇᚻ", "Z̸̡͉a̷l̴g̶o̷", "x".repeat(70_000), "长".repeat(5000),
];

// Bodies that are no JSON document, or one that no server should follow to its end.
export const not_json = [
  "", " ", "{", "[", "]", "[1,]", "{\"a\":1,}", "{'a':1}", "nul", "+1", "01", "1.", ".5", "1e", "[1 2]", "\"\u0001\"", "\"\\x\"", "\"\\ud800\"", "{\"a\"}", "{1:2}",
  "[".repeat(100_000), "{\"a\":".repeat(100_000), "[".repeat(50_000) + "]".repeat(50_000), "\ufeff[]x", "[] []", "//c\n[]", "\u0000",
].map((text) => Buffer.from(text)).concat([Buffer.from([0xff, 0xfe, 0x5b, 0x5d]), Buffer.from([0x22, 0xc3, 0x28, 0x22]), Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])]);

export const no_reading = [
  null, 1, "x", [], {}, { equipment: "IM-01" }, { equipment: "IM-01", tag: "melt_temp" }, { equipment: 1, tag: "melt_temp", value: 1 },
  { equipment: "IM-01", tag: "melt_temp", value: "hot" }, { equipment: "IM-01", tag: "melt_temp", value: null }, { equipment: "IM-01", tag: "melt_temp", value: [230] },
  { equipment: "IM-01", tag: "melt_temp", value: true }, { equipment: "IM-01", tag: "melt_temp", value: 230, time: "yesterday" },
  { equipment: "IM-01", tag: "melt_temp", value: 230, time: "2026-02-30T00:00:00Z" }, { equipment: "IM-01", tag: "melt_temp", value: 230, time: 1e300 },
  { equipment: "IM-01", tag: "melt_temp", value: 230, time: "9999-12-31T23:59:59Z" }, { equipment: "IM-01", tag: "melt_temp", value: 230, time: -1e18 },
  { equipment: "IM-01", tag: "melt_temp", value: 230, time: "0001-01-01T00:00:00Z" }, { equipment: "IM-01", tag: "melt_temp", value: 1e308 },
  { equipment: "IM-01", tag: "melt_temp", value: 230, extra: { deep: [[[[]]]] } }, { equipment: "", tag: "", value: 230 },
];
