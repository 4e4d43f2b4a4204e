using System.Text;

namespace Atrium.Database.Describe;

/// <summary>
/// TypeScript types of a schema in the shape that <c>supabase-js</c> takes as <c>createClient&lt;Database&gt;</c>.
/// </summary>
public static class TypeScript
{
    /// <summary>The file's text; the same schema gives the same text.</summary>
    /// <param name="schemas">Name and model of each exposed schema.</param>
    public static string Render(IReadOnlyList<(string Name, SchemaModel Model)> schemas)
    {
        var text = new StringBuilder("""
            // Written by `atrium db types` from the database's catalogue. Do not edit: run it again.
            export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

            export type Database = {
              __InternalSupabase: { PostgrestVersion: '12' };

            """.ReplaceLineEndings("\n"));
        foreach (var (name, model) in schemas)
        {
            new TypeScriptSchema(name, model, text).Write();
        }

        return text.Append("};\n").ToString();
    }
}

/// <summary>One schema of the file.</summary>
sealed class TypeScriptSchema(string schema, SchemaModel model, StringBuilder text)
{
    const string Nothing = "{ [_ in never]: never }";

    readonly HashSet<string> _sets = [.. model.ClosedSets.Select(set => set.Name)];

    public void Write()
    {
        Line(1, $"{Key(schema)}: {{");
        Section("Tables", [.. model.Tables.Where(table => !table.IsView)], WriteTable);
        Section("Views", [.. model.Tables.Where(table => table.IsView)], WriteTable);
        Section("Functions", [.. model.Functions.GroupBy(function => function.Name)], WriteFunction);
        Section("Enums", model.ClosedSets, set =>
            Line(3, $"{Key(set.Name)}: {string.Join(" | ", set.Values.Select(Quote))};"));
        Line(2, $"CompositeTypes: {Nothing};");
        Line(1, "};");
    }

    void Section<T>(string name, IReadOnlyList<T> members, Action<T> write)
    {
        if (members.Count == 0)
        {
            Line(2, $"{name}: {Nothing};");
            return;
        }

        Line(2, $"{name}: {{");
        foreach (var member in members)
        {
            write(member);
        }

        Line(2, "};");
    }

    void WriteTable(TableModel table)
    {
        Line(3, $"{Key(table.Name)}: {{");
        WriteColumns("Row", table, column => $": {Nullable(column, table.IsView)}");
        if (!table.IsView)
        {
            WriteColumns("Insert", table, column => Given(column, column.IsNullable || column.Default.Length > 0));
            WriteColumns("Update", table, column => Given(column, optional: true));
        }

        var keys = table.ForeignKeys.Where(key => key.IsNear).ToArray();
        Line(4, keys.Length == 0 ? "Relationships: [];" : "Relationships: [");
        foreach (var key in keys)
        {
            Line(5, $"{{ foreignKeyName: {Quote(key.Name)}; columns: [{List(key.Columns)}]; "
                + $"isOneToOne: {(key.IsOneToOne ? "true" : "false")};");
            Line(6, $"referencedRelation: {Quote(key.Table)}; referencedColumns: [{List(key.ReferencedColumns)}] }},");
        }

        if (keys.Length > 0)
        {
            Line(4, "];");
        }

        Line(3, "};");
    }

    void WriteColumns(string name, TableModel table, Func<ColumnModel, string> type)
    {
        Line(4, $"{name}: {{");
        foreach (var column in table.Columns)
        {
            Line(5, $"{Key(column.Name)}{type(column)};");
        }

        Line(4, "};");
    }

    string Nullable(ColumnModel column, bool always = false) =>
        Type(column.Type) + (column.IsNullable || always ? " | null" : "");

    string Given(ColumnModel column, bool optional) => column.IsGenerated
        ? "?: never"
        : $"{(optional ? "?" : "")}: {Nullable(column)}";

    void WriteFunction(IGrouping<string, FunctionModel> overloads)
    {
        var forms = overloads.Select(Form).ToArray();
        if (forms.Length == 1)
        {
            Line(3, $"{Key(overloads.Key)}: {forms[0]};");
            return;
        }

        Line(3, $"{Key(overloads.Key)}:");
        for (var i = 0; i < forms.Length; i++)
        {
            Line(4, $"| {forms[i]}{(i == forms.Length - 1 ? ";" : "")}");
        }
    }

    string Form(FunctionModel function)
    {
        var arguments = function.Arguments.Count == 0 ? "never" : Members(function.Arguments);
        var relation = function.Returns.Relation;
        var from = relation.Length == 0
            ? ""
            : $";\n        SetofOptions: {{ from: '*'; to: {Quote(relation)}; isOneToOne: "
              + $"{(function.IsSet ? "false" : "true")}; isSetofReturn: {(function.IsSet ? "true" : "false")} }}";
        return $"{{ Args: {arguments}; Returns: {Result(function)}{from} }}";
    }

    string Result(FunctionModel function)
    {
        var one = function.Columns.Count > 0 && function.Returns.BaseName == "record"
            ? Members(function.Columns)
            : Type(function.Returns);
        return function.IsSet ? one.Contains(' ', StringComparison.Ordinal) && !one.StartsWith('{')
            ? $"({one})[]" : $"{one}[]" : one;
    }

    string Members(IReadOnlyList<ArgumentModel> members) =>
        $"{{ {string.Join("; ", members.Select(Member))} }}";

    string Member(ArgumentModel member) =>
        $"{Key(member.Name)}{(member.IsOptional ? "?" : "")}: {Type(member.Type)}";

    string Type(TypeModel type)
    {
        var here = $"Database[{Quote(schema)}]";
        var one = type.Relation.Length > 0 ? $"{here}['{Section(type.Relation)}'][{Quote(type.Relation)}]['Row']"
            : _sets.Contains(type.Name) ? $"{here}['Enums'][{Quote(type.Name)}]"
            : Primitive(type.BaseName);
        return type.IsArray ? one.Contains(' ', StringComparison.Ordinal) ? $"({one})[]" : one + "[]" : one;
    }

    string Section(string relation) =>
        model.Tables.First(table => table.Name == relation).IsView ? "Views" : "Tables";

    static string Primitive(string name) => name switch
    {
        "bool" => "boolean",
        "int2" or "int4" or "int8" or "float4" or "float8" or "numeric" or "oid" => "number",
        "json" or "jsonb" => "Json",
        "void" => "undefined",
        "record" => "Record<string, unknown>",
        "anyelement" or "anyarray" or "unknown" => "unknown",
        _ => "string",
    };

    static string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    static string Quote(string value) =>
        $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    static string Key(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsDigit(name[0])
            ? name
            : Quote(name);

    void Line(int depth, string line) => text.Append(' ', depth * 2).Append(line).Append('\n');
}
