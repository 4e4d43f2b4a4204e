using System.Text;
using Atrium.Database.Demo;

namespace Atrium.Database.Tests.Engine;

public sealed class DemoCopyTests
{
    [Fact]
    public void A_row_of_json_is_a_line_that_copy_reads_as_the_same_values()
    {
        const string Rows = """
            [{"b":"tab\t, line\n, \\ and ü","a":1.50,"list":["x,y","q\"\\",null],"doc":["a\nb",{"k":null}],"no":null},
             {"a":true}]
            """;

        var lines = DemoCopy.Lines(
            Encoding.UTF8.GetBytes(Rows), ["a", "b", "list", "doc", "no"], new HashSet<string> { "doc" });

        Assert.Equal(
            """
            1.50	tab\t, line\n, \\ and ü	{"x,y","q\\"\\\\",null}	["a\\nb",{"k":null}]	\N
            true	\N	\N	\N	\N

            """.ReplaceLineEndings("\n"), lines);
    }
}
