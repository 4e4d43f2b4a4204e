using System.Text;

namespace Atrium.Database.Describe;

/// <summary>
/// The page <c>docs/data-model.md</c>, made from the catalogue: every table by module, with who may do what.
/// </summary>
public static class DataModelPage
{
    const string Head = """
        # Data model

        Written by `atrium db docs` from the deployed catalogue; a test keeps it true. Do not edit: run the verb again.
        Every table has row security enabled and forced; its policies stand below it in words. What a role may do at all
        stands in `role_rights` (see `modules/kernel.md`).

        """;

    /// <summary>The page's text; the same catalogue and plan give the same text.</summary>
    /// <param name="exposed">The schema <c>public</c>.</param>
    /// <param name="internals">Other schemas by name: their tables are listed with their comments only.</param>
    /// <param name="modules">Each module with its tables and views in the order of the plan.</param>
    public static string Render(
        SchemaModel exposed, IReadOnlyList<(string Name, SchemaModel Model)> internals,
        IReadOnlyList<(string Module, IReadOnlyList<string> Tables)> modules)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        var byName = exposed.Tables.ToDictionary(table => table.Name);
        foreach (var (module, names) in modules)
        {
            var tables = names.Where(byName.ContainsKey).Select(name => byName[name]).ToArray();
            if (tables.Length == 0)
            {
                continue;
            }

            text.Append("\n## ").Append(module).Append('\n');
            WriteDiagram(text, tables);
            foreach (var table in tables)
            {
                WriteTable(text, table);
            }
        }

        WriteSets(text, exposed.ClosedSets);
        foreach (var (name, model) in internals)
        {
            text.Append("\n## Schema ").Append(name)
                .Append("\n\nNot exposed.\n\n| table | what it holds |\n| --- | --- |\n");
            foreach (var table in model.Tables)
            {
                text.Append("| ").Append(table.Name).Append(" | ").Append(Cell(table.Comment)).Append(" |\n");
            }
        }

        return text.ToString();
    }

    static void WriteDiagram(StringBuilder text, IReadOnlyList<TableModel> tables)
    {
        text.Append("\n```mermaid\nerDiagram\n");
        foreach (var table in tables.Where(table => !table.IsView))
        {
            text.Append("  ").Append(table.Name).Append(" {\n");
            foreach (var column in table.Columns.Where(column => column.IsKey || IsReference(table, column)))
            {
                text.Append("    ").Append(column.Type.Name).Append(' ').Append(column.Name)
                    .Append(column.IsKey ? " PK" : " FK").Append('\n');
            }

            text.Append("  }\n");
        }

        foreach (var table in tables)
        {
            foreach (var key in table.ForeignKeys.Where(key => key.IsNear))
            {
                text.Append("  ").Append(key.Table).Append(key.IsOneToOne ? " ||--o| " : " ||--o{ ")
                    .Append(table.Name).Append(" : \"").AppendJoin(", ", key.Columns).Append("\"\n");
            }
        }

        text.Append("```\n");
    }

    static bool IsReference(TableModel table, ColumnModel column) =>
        table.ForeignKeys.Any(key => key.Columns.Contains(column.Name));

    static void WriteTable(StringBuilder text, TableModel table)
    {
        text.Append("\n### ").Append(table.Name).Append(table.IsView ? " (view)\n\n" : "\n\n");
        if (table.Comment.Length > 0)
        {
            text.Append(table.Comment).Append("\n\n");
        }

        text.Append("| column | type | null | default | what it means |\n| --- | --- | --- | --- | --- |\n");
        foreach (var column in table.Columns)
        {
            text.Append("| ").Append(column.Name).Append(" | ").Append(Cell(column.Type.Text)).Append(" | ")
                .Append(table.IsView ? "" : column.IsNullable ? "yes" : "no").Append(" | ")
                .Append(column.Default.Length == 0 ? "" : $"`{Cell(column.Default)}`").Append(" | ")
                .Append(Cell(column.Comment)).Append(" |\n");
        }

        if (table.Policies.Count > 0)
        {
            text.Append("\nWho may:\n");
        }

        foreach (var policy in table.Policies)
        {
            text.Append("- **").Append(policy.Command).Append("** (").Append(policy.Roles).Append("): ")
                .Append(PolicyWords.Of(policy.Using.Length > 0 ? policy.Using : policy.Check));
            if (policy.Using.Length > 0 && policy.Check.Length > 0 && policy.Check != policy.Using)
            {
                text.Append("; the row must then be: ").Append(PolicyWords.Of(policy.Check));
            }

            text.Append(".\n");
        }
    }

    static void WriteSets(StringBuilder text, IReadOnlyList<ClosedSet> sets)
    {
        text.Append("\n## Closed sets\n\nDomains over text.\n\n| domain | values |\n| --- | --- |\n");
        foreach (var set in sets)
        {
            text.Append("| ").Append(set.Name).Append(" | ").AppendJoin(", ", set.Values).Append(" |\n");
        }
    }

    static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
}
