using Atrium.Gateway.Rest.Query;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>Reads an order: <c>name.asc,created_at.desc.nullslast,owner(name).desc</c>.</summary>
static class OrderParser
{
    const string What = "order";

    public static IReadOnlyList<OrderTerm> Parse(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var scanner = new Scanner(text, What);
        var terms = new List<OrderTerm>();
        do
        {
            terms.Add(Term(scanner));
        }
        while (scanner.Take(','));

        scanner.ExpectEnd();
        return terms;
    }

    static OrderTerm Term(Scanner scanner)
    {
        var name = scanner.Name();
        string? embed = null;
        var field = new Field(name, scanner.JsonPath());
        if (field.Path.Count == 0 && scanner.Take('('))
        {
            (embed, field) = (name, scanner.Field());
            scanner.Expect(')');
        }

        var descending = false;
        bool? nullsFirst = null;
        if (scanner.Take('.'))
        {
            var word = scanner.OneOf("asc", "desc", "nullsfirst", "nullslast");
            descending = word == "desc";
            nullsFirst = NullsFirst(word);
            if (nullsFirst is null && scanner.Take('.'))
            {
                nullsFirst = NullsFirst(scanner.OneOf("nullsfirst", "nullslast"));
            }

            if (!scanner.AtEnd && scanner.Current != ',')
            {
                scanner.FailAfter(nullsFirst is null
                    ? "delimiter (.), \",\" or end of input"
                    : "\",\" or end of input");
            }
        }

        return new OrderTerm(embed, field, descending, nullsFirst);
    }

    static bool? NullsFirst(string word) => word switch
    {
        "nullsfirst" => true,
        "nullslast" => false,
        _ => null,
    };
}
