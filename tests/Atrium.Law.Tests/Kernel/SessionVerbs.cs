using System.Data;
using Atrium.Database;

namespace Atrium.Law.Tests.Kernel;

/// <summary>Shorter ways to run SQL in a test; each ends with the test.</summary>
public static class SessionVerbs
{
    /// <summary>Runs statements, one after the other.</summary>
    public static async Task RunAsync(this SqlSession session, params string[] statements)
    {
        foreach (var sql in statements)
        {
            await session.ExecuteAsync(sql, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Runs one statement and counts the rows it touched.</summary>
    public static Task<int> CountAsync(this SqlSession session, string sql, params object?[] parameters) =>
        session.ExecuteAsync(sql, TestContext.Current.CancellationToken, parameters);

    /// <summary>The first column of the first row; the type's default where there is none.</summary>
    public static Task<T?> OneAsync<T>(this SqlSession session, string sql, params object?[] parameters) =>
        session.ScalarAsync<T>(sql, TestContext.Current.CancellationToken, parameters);

    /// <summary>The first column of each row, as text.</summary>
    public static Task<IReadOnlyList<string>> TextsAsync(
        this SqlSession session, string sql, params object?[] parameters) =>
        session.RowsAsync(sql, Text, TestContext.Current.CancellationToken, parameters);

    static string Text(IDataRecord row) => row.IsDBNull(0) ? "" : row.GetValue(0).ToString() ?? "";
}
