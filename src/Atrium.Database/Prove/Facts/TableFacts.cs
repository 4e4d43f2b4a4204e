namespace Atrium.Database.Prove.Facts;

/// <summary>A table, partition, view or materialised view, as the catalogue has it now.</summary>
/// <param name="Oid">Its number.</param>
/// <param name="Schema">Where it lies.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">pg_class.relkind: r, p, v, m, f or S.</param>
/// <param name="Parent">The table it is a partition of; empty for none.</param>
/// <param name="RowSecurity">Whether row security is on.</param>
/// <param name="Forced">Whether it holds for the owner too.</param>
/// <param name="Invoker">Whether a view reads as whoever asks.</param>
/// <param name="Comment">Its comment, whose "Scope: …" says who it is for.</param>
/// <param name="Columns">In order.</param>
/// <param name="References">Its foreign keys.</param>
/// <param name="Keys">Its unique keys, the primary one first.</param>
/// <param name="Checks">Conditions over several columns or over one.</param>
/// <param name="Grants">What each of the callers' database roles may, on the table or on some column of it.</param>
sealed record TableFacts(
    long Oid, string Schema, string Name, string Kind, string Parent, bool RowSecurity, bool Forced, bool Invoker,
    string Comment, IReadOnlyList<ColumnFacts> Columns, IReadOnlyList<ReferenceFacts> References,
    IReadOnlyList<KeyFacts> Keys, IReadOnlyList<CheckFacts> Checks, IReadOnlyDictionary<string, string[]> Grants)
{
    /// <summary>Schema and name, quoted for SQL.</summary>
    public string Sql => $"{Database.Sql.Name(Schema)}.{Database.Sql.Name(Name)}";

    /// <summary>Schema and name, for people.</summary>
    public string Title => $"{Schema}.{Name}";

    /// <summary>Whether it holds rows of its own or of its partitions.</summary>
    public bool IsTable => Kind is "r" or "p";

    /// <summary>Whether it is a view of either kind.</summary>
    public bool IsView => Kind is "v" or "m";

    /// <summary>The columns of the first unique key; empty without one.</summary>
    public IReadOnlyList<string> PrimaryKey => Keys.Count == 0 ? [] : Keys[0].Columns;

    /// <summary>A column by its name; null where there is none.</summary>
    public ColumnFacts? Column(string name) => Columns.FirstOrDefault(column => column.Name == name);

    /// <summary>Whether a database role holds a privilege on it or on one of its columns.</summary>
    public bool Granted(string role, string privilege) =>
        Grants.TryGetValue(role, out var held) && held.Contains(privilege);

    /// <summary>The columns on which a database role holds a privilege, those that are computed left out.</summary>
    public IEnumerable<ColumnFacts> GrantedColumns(string role, string privilege) => Columns.Where(column =>
        column.Grants.TryGetValue(role, out var held) && held.Contains(privilege)
        && (privilege == "select" || !column.IsGenerated));

    /// <summary>Names of <see cref="GrantedColumns"/>.</summary>
    public HashSet<string> GrantedNames(string role, string privilege) =>
        [.. GrantedColumns(role, privilege).Select(column => column.Name)];
}

/// <summary>A column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as it is written, a domain's own name.</param>
/// <param name="BaseType">The type below the domain.</param>
/// <param name="Category">pg_type.typcategory of the type below: S, N, D, B, A, U …</param>
/// <param name="NotNull">Whether it must have a value.</param>
/// <param name="HasDefault">Whether it gets one by itself.</param>
/// <param name="IsGenerated">Whether it is computed.</param>
/// <param name="IsIdentity">Whether it is numbered always.</param>
/// <param name="Values">Labels of an enum; empty for others.</param>
/// <param name="Grants">What each of the callers' database roles may with it.</param>
sealed record ColumnFacts(
    string Name, string Type, string BaseType, string Category, bool NotNull, bool HasDefault, bool IsGenerated,
    bool IsIdentity, IReadOnlyList<string> Values, IReadOnlyDictionary<string, string[]> Grants);

/// <summary>A foreign key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Those that refer.</param>
/// <param name="Target">Number of the table they refer to.</param>
/// <param name="TargetColumns">Those that are referred to, in the same order.</param>
sealed record ReferenceFacts(
    string Name, IReadOnlyList<string> Columns, long Target, IReadOnlyList<string> TargetColumns);

/// <summary>A unique key.</summary>
/// <param name="Name">Name of its index.</param>
/// <param name="Columns">Its columns, those within expressions too.</param>
/// <param name="Definition">How the index is made.</param>
sealed record KeyFacts(string Name, IReadOnlyList<string> Columns, string Definition);

/// <summary>A check.</summary>
/// <param name="Columns">The columns it speaks of.</param>
/// <param name="Expression">The condition, in which a domain's value is called VALUE.</param>
sealed record CheckFacts(IReadOnlyList<string> Columns, string Expression);
