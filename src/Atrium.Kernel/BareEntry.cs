using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Atrium.Kernel;

/// <summary>Enters a caller into a database without the kernel: by settings alone.</summary>
static class BareEntry
{
    // Nothing is found unqualified, so that the catalogue's names are whole.
    const string Nobody = "select set_config('search_path', '', true)";

    /// <summary>One statement that makes the caller's settings for the transaction, in their order.</summary>
    public static NpgsqlBatchCommand Of(Caller caller)
    {
        if (caller.Settings.Count == 0)
        {
            return new NpgsqlBatchCommand(Nobody);
        }

        var sql = new StringBuilder("select ");
        var command = new NpgsqlBatchCommand();
        foreach (var (name, value) in caller.Settings)
        {
            var next = command.Parameters.Count;
            sql.Append(next == 0 ? "" : ", ")
                .Append(CultureInfo.InvariantCulture, $"set_config(${next + 1}, ${next + 2}, true)");
            command.Parameters.Add(Text(name));
            command.Parameters.Add(Text(value));
        }

        command.CommandText = sql.ToString();
        return command;
    }

    /// <summary>Opens the transaction, isolated as the caller has it.</summary>
    public static string Begin(Caller caller) => caller.Isolation switch
    {
        null => "begin",
        "read uncommitted" or "read committed" or "repeatable read" or "serializable" =>
            $"begin isolation level {caller.Isolation}",
        _ => throw new ArgumentException("No isolation level of PostgreSQL.", nameof(caller)),
    };

    static NpgsqlParameter Text(string value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = value };
}
