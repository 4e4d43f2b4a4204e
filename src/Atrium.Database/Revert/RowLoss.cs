using Atrium.Database.Deploy;

namespace Atrium.Database.Revert;

/// <summary>Finds and saves the rows that somebody would lose; rows that the plan itself made are no loss.</summary>
static class RowLoss
{
    /// <summary>Those of the vanishing tables that hold something to lose, locked so that nothing more comes.</summary>
    /// <param name="session">Within the transaction of the revert.</param>
    /// <param name="vanishing">What would go.</param>
    /// <param name="digests">Digests of the plan's own rows, by table.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<Vanishing>> FindAsync(
        SqlSession session, IReadOnlyList<Vanishing> vanishing, IReadOnlyDictionary<string, string> digests,
        CancellationToken cancellationToken)
    {
        List<Vanishing> losses = [];
        foreach (var each in vanishing)
        {
            await session.ExecuteAsync($"lock table {each.Table} in access exclusive mode", cancellationToken);
            var lost = each.Whole
                ? await PlanRows.DigestAsync(session, each.Table, cancellationToken) is { } digest
                  && digests.GetValueOrDefault(each.Table) != digest
                : await HasValuesAsync(session, each, cancellationToken);
            if (lost)
            {
                losses.Add(each);
            }
        }

        return losses;
    }

    /// <summary>How many rows, in words.</summary>
    public static async Task<string> DescribeAsync(
        SqlSession session, Vanishing loss, CancellationToken cancellationToken)
    {
        var rows = await session.ScalarAsync<long>($"select count(*) from {loss.Table}", cancellationToken);
        return loss.Whole
            ? $"{loss.Table} ({rows} rows)"
            : $"{loss.Table} ({string.Join(", ", loss.Columns.Select(column => column.Key))} in {rows} rows)";
    }

    /// <summary>Writes a table's rows to a CSV file and to the disk beneath.</summary>
    /// <returns>The file's full path.</returns>
    public static async Task<string> SaveAsync(
        SqlSession session, Vanishing loss, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var name = loss.Table.Replace("\"", "", StringComparison.Ordinal).Replace('/', '_');
        var path = Path.GetFullPath(Path.Combine(folder, name + ".csv"));
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        await using (var writer = new StreamWriter(file, leaveOpen: true))
        using (var rows = await session.Connection.BeginTextExportAsync(
            $"copy (select * from {loss.Table}) to stdout (format csv, header)", cancellationToken))
        {
            var buffer = new char[64 * 1024];
            for (int read; (read = await rows.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                await writer.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }

        file.Flush(flushToDisk: true);
        return path;
    }

    static Task<bool> HasValuesAsync(SqlSession session, Vanishing each, CancellationToken cancellationToken)
    {
        var changed = each.Columns.Select(column => $"{Sql.Name(column.Key)} is distinct from {column.Value}");
        return session.ScalarAsync<bool>(
            $"select exists (select from {each.Table} where {string.Join(" or ", changed)})", cancellationToken);
    }
}
