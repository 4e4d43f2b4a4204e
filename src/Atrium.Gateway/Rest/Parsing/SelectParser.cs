using Atrium.Gateway.Rest.Query;

namespace Atrium.Gateway.Rest.Parsing;

/// <summary>
/// Reads a select tree: <c>id,name:full_name,data->>city,total::text,owner(*),...stage!inner(name)</c>.
/// </summary>
static class SelectParser
{
    /// <summary>Levels of embedding at most.</summary>
    public const int MaxDepth = 12;

    const string What = "select parameter";

    public static IReadOnlyList<SelectItem> Parse(string text)
    {
        if (text.Length == 0)
        {
            return [FieldItem.Star];
        }

        // What follows the last item is not looked at, as with the original.
        return Items(new Scanner(text, What), 0);
    }

    static List<SelectItem> Items(Scanner scanner, int depth)
    {
        if (depth > MaxDepth)
        {
            throw RestErrors.BadQuery(What, "", scanner.Position + 1, $"embedding is deeper than {MaxDepth} levels");
        }

        var items = new List<SelectItem>();
        do
        {
            items.Add(Item(scanner, depth));
        }
        while (scanner.Take(','));

        return items;
    }

    static SelectItem Item(Scanner scanner, int depth)
    {
        SkipSpaces(scanner);
        if (scanner.Take("...") || scanner.Take(".."))
        {
            var target = scanner.Name();
            if (scanner.Current == ':' && scanner.Ahead(1) != ':')
            {
                scanner.Advance();
                target = scanner.Name();
            }

            return Embed(scanner, target, null, true, depth);
        }

        if (scanner.Take('*'))
        {
            return FieldItem.Star;
        }

        var name = scanner.Name();
        string? alias = null;
        if (scanner.Current == ':' && scanner.Ahead(1) != ':')
        {
            scanner.Advance();
            (alias, name) = (name, scanner.Name());
        }

        return scanner.Current is '(' or '!'
            ? EmbedOrCount(scanner, name, alias, depth)
            : FieldOf(scanner, name, alias);
    }

    static SelectItem EmbedOrCount(Scanner scanner, string name, string? alias, int depth)
    {
        if (name == "count" && scanner.Take("()"))
        {
            return new FieldItem(null, alias, null, Aggregate.Count, Cast(scanner));
        }

        return Embed(scanner, name, alias, false, depth);
    }

    static EmbedItem Embed(Scanner scanner, string target, string? alias, bool spread, int depth)
    {
        string? hint = null;
        var join = JoinKind.Left;
        while (scanner.Take('!'))
        {
            switch (scanner.Name())
            {
                case "inner":
                    join = JoinKind.Inner;
                    break;
                case "left":
                    join = JoinKind.Left;
                    break;
                case var named:
                    hint = named;
                    break;
            }
        }

        scanner.Expect('(');
        if (scanner.Take(')'))
        {
            return new EmbedItem(target, alias, hint, join, spread, []);
        }

        var items = Items(scanner, depth + 1);
        scanner.Expect(')');
        return new EmbedItem(target, alias, hint, join, spread, items);
    }

    static FieldItem FieldOf(Scanner scanner, string name, string? alias)
    {
        var field = new Field(name, scanner.JsonPath());
        var cast = Cast(scanner);
        if (!scanner.Take('.'))
        {
            return new FieldItem(field, alias, cast, null, null);
        }

        var aggregate = AggregateNames.Find(scanner.Word());
        if (aggregate is null || !scanner.Take("()"))
        {
            scanner.Fail("\"avg()\", \"count()\", \"max()\", \"min()\" or \"sum()\"");
        }

        return new FieldItem(field, alias, cast, aggregate, Cast(scanner));
    }

    static string? Cast(Scanner scanner)
    {
        if (!scanner.Take("::"))
        {
            return null;
        }

        var type = scanner.Until(',', ')', '.', '(').Trim();
        if (scanner.Current == '(')
        {
            type += scanner.Until(')') + ")";
            scanner.Expect(')');
        }

        return CastTypes.Find(type) ?? throw RestErrors.BadQuery(
            What, type, scanner.Position + 1, $"\"{type}\" is not the name of a type to cast to");
    }

    static void SkipSpaces(Scanner scanner)
    {
        while (scanner.Take(' '))
        {
        }
    }
}
