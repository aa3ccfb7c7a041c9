"""Writes boundaries.txt: documents at the edges of what tomli_w decides, each with what it writes."""

import tomli
import tomli_w
docs=[]
pre=len('    { path = "" },')
docs.append(("a table of exactly one hundred characters stays in its line", 'a = [{ path = "'+'x'*(100-pre)+'" }]\n'))
docs.append(("a table of a hundred and one characters becomes a block", 'a = [{ path = "'+'x'*(101-pre)+'" }]\n'))
docs.append(("width counts code points, not bytes or UTF-16 units", 'a = [{ path = "'+'é'*(100-pre)+'" }]\nb = [{ path = "'+'😀'*(100-pre)+'" }]\n'))
docs.append(("one wide table turns all of its array into blocks", 'a = [{ p = 1 }, { p = "'+'x'*100+'" }, { p = 2 }]\nb = 1\n'))
docs.append(("an array in a table makes it unfit for one line", 'a = [{ p = [1, 2] }, { p = [] }]\n'))
docs.append(("an empty array in a table fits one line", 'a = [{ p = [] }, {}]\n'))
docs.append(("tables in a mixed array stay inline whatever their width", 'a = ["s", { p = "'+'x'*120+'" }, [1, [2, { q = [3] }]]]\n'))
docs.append(("arrays nest with four more spaces each", 'a = [[1, 2], [[3], []], [{ b = [1, { c = [2] }] }]]\n'))
docs.append(("empty tables and empty arrays", 'a = {}\nb = []\n[c]\n[d.e]\n[d.f]\nx = 1\n'))
docs.append(("a table that only holds tables has no header", '[a.b.c]\nx = 1\n[a.b]\ny = 2\n[a.d]\n'))
docs.append(("plain values come before tables whatever the order", 'b.c = 1\na = 2\n[z]\ny.x = 1\nw = 2\n'))
docs.append(("blocks within blocks", '[[a]]\nx = 1\n[[a.b]]\np = "'+'y'*120+'"\n[[a.b]]\n[a.c]\nq = 1\n[[a]]\n'))
docs.append(("keys that need quotes", '"" = 1\n"a b" = 2\n"a.b" = 3\n"é" = 4\n\'q"\' = 5\n"tab\\t" = 6\nA-b_9 = 7\n"x"."y z".t = 8\n["s t"."u"]\nv = 1\n'))
docs.append(("control characters and quotes", 'a = "\\u0000\\u0001\\b\\t\\n\\f\\r\\u001f\\u007f\\u0080\\"\\\\/\'é😀"\nb = """one\ntwo"""\n'))
docs.append(("whole numbers", 'a = 0\nb = -0\nc = +17\nd = 0xff\ne = 0o17\nf = 0b101\ng = 1_000\nh = 9223372036854775807\ni = -9223372036854775808\n'))
fl="0.0 -0.0 1.0 -1.5 0.1 1e15 1e16 1e17 123456789012345680.0 0.0001 0.00001 1.5e-7 1e22 1e23 5e-324 1.7976931348623157e308 2.2250738585072014e-308 5.684341886080802e-14 9007199254740993.0 0.30000000000000004 2e-3 1e100 1.25e-10 6.02214076e23 4.35 100.0 inf -inf nan 2.0e0 8.41e21 2.0000000000000004".split()
docs.append(("floating-point numbers", ''.join(f'f{i} = {x}\n' for i,x in enumerate(fl))))
docs.append(("dates and times", 'a = 1979-05-27T07:32:00Z\nb = 1979-05-27T00:32:00-07:00\nc = 1979-05-27T00:32:00.999999-07:00\nd = 1979-05-27T07:32:00\ne = 1979-05-27T00:32:00.5\nf = 1979-05-27\ng = 07:32:00\nh = 00:32:00.999\ni = 1979-05-27 07:32:00+05:30\nj = 00:32:00.123456789\nk = 0001-01-01\n'))
docs.append(("booleans and literal strings", "a = true\nb = false\nc = 'C:\\x'\nd = '''a\nb'''\n"))

out=[]
for n,t in docs:
    o=tomli_w.dumps(tomli.loads(t))
    assert '\n-----\n' not in o+t and '\n=====\n' not in o+t
    out.append(n+'\n-----\n'+t+'-----\n'+o)
open('boundaries.txt', 'w').write('=====\n'.join(out))

