using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Atrium.Bench.Gateway;

/// <summary>
/// The least that an answer can cost: a token is verified, one fixed batch runs, and its bytes are written through.
/// <c>/{case}</c> runs the statements of <c>cases/{case}.sql</c>; the last one's text is the answer.
/// </summary>
static class Floor
{
    const string Enter = """
        select atrium.enter($1), set_config('search_path', 'public, extensions', true),
          set_config('role', 'authenticated', true), set_config('statement_timeout', '8000', true)
        """;

    /// <summary>Serves until it is killed.</summary>
    public static async Task RunAsync(string connection, string folder, int port, string cases)
    {
        var files = Directory.GetFiles(cases, "*.sql").ToDictionary(
            file => Path.GetFileNameWithoutExtension(file),
            file => File.ReadAllText(file).Split(
                ';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            StringComparer.Ordinal);
        var verifier = new TokenVerifier(KeyRing.Open(Path.Combine(folder, "secrets")), TimeProvider.System);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection)
        {
            MaxPoolSize = 2 * Environment.ProcessorCount,
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 3,
            NoResetOnClose = true,
        });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.Run(async context =>
        {
            var token = verifier.Verify(context.Request.Headers.Authorization.ToString().AsSpan(7), out _);
            if (token is null || !files.TryGetValue(context.Request.Path.Value?[1..] ?? "", out var statements))
            {
                context.Response.StatusCode = 401;
                return;
            }

            var body = await AnswerAsync(source, token.Claims, statements, context.RequestAborted);
            context.Response.ContentLength = body.Length;
            context.Response.ContentType = "application/json";
            await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
        });
        await app.RunAsync();
    }

    static async Task<byte[]> AnswerAsync(
        NpgsqlDataSource source, string claims, string[] statements, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("begin"));
        batch.BatchCommands.Add(new(Enter)
        {
            Parameters = { new NpgsqlParameter { Value = claims, NpgsqlDbType = NpgsqlDbType.Jsonb } },
        });
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(new(statement));
        }

        batch.BatchCommands.Add(new("commit"));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var body = reader.GetFieldValue<byte[]>(0);
        while (await reader.NextResultAsync(cancellationToken))
        {
            // To the end, where the commit is.
        }

        return body;
    }
}
