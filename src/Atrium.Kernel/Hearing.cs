using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Atrium.Kernel;

/// <summary>Hears what a database announces, on a connection that does nothing else meanwhile.</summary>
static class Hearing
{
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    public static async IAsyncEnumerable<string> OfAsync(
        NpgsqlConnection connection, string channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heard = new List<string>();
        connection.Notification += Hear;
        try
        {
            await ExecuteAsync(connection, $"listen {SqlNames.Quote(channel)}");
            while (true)
            {
                // The answer comes behind all that was announced meanwhile, so that a burst counts once; and a
                // connection that broke is silent until it is asked.
                await connection.WaitAsync(Silence, cancellationToken);
                await ExecuteAsync(connection, "select");
                List<string> all = [.. heard.Distinct()];
                heard.Clear();
                foreach (var payload in all)
                {
                    yield return payload;
                }
            }
        }
        finally
        {
            connection.Notification -= Hear;
            if (connection.State == ConnectionState.Open)
            {
                await ExecuteAsync(connection, "unlisten *");
            }
        }

        void Hear(object sender, NpgsqlNotificationEventArgs announced) => heard.Add(announced.Payload);
    }

    // Short, and at the end needed, so never cancelled.
    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
