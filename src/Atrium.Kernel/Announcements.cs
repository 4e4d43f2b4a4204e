using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Npgsql;

namespace Atrium.Kernel;

/// <summary>Hears what a database announces (<c>notify</c>), on a connection of its own beside the door's pool.</summary>
public static class Announcements
{
    /// <summary>The payloads of a channel, from now on, until the connection breaks.</summary>
    /// <param name="connectionString">Signs in as any role.</param>
    /// <param name="channel">The channel's name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NpgsqlException">No connection, or it broke.</exception>
    public static async IAsyncEnumerable<string> OfAsync(
        string connectionString, string channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heard = Channel.CreateBounded<string>(new BoundedChannelOptions(100)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
        });
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 30 }.ConnectionString);
        connection.Notification += (_, announced) => heard.Writer.TryWrite(announced.Payload);
        await connection.OpenAsync(cancellationToken);
        await using (var listen = connection.CreateCommand())
        {
            listen.CommandText = "select set_config('search_path', '', false)";
            await listen.ExecuteNonQueryAsync(cancellationToken);
            listen.CommandText = Listen(channel);
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        while (true)
        {
            await connection.WaitAsync(cancellationToken);
            while (heard.Reader.TryRead(out var payload))
            {
                yield return payload;
            }
        }
    }

    static string Listen(string channel) => "listen \"" + channel.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
