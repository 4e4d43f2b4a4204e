using Npgsql;

namespace Atrium.Gateway.Tests.Rest;

/// <summary>A write that is sent again with its key is done once.</summary>
public sealed class RepeatTests(LibraryHost library) : IClassFixture<LibraryHost>
{
    const string Whole = "Prefer: return=representation";

    [Fact]
    public async Task The_first_answer_is_given_again()
    {
        var first = await SendAsync("a", Named("A"), Whole);
        var again = await SendAsync("a", Named("A"), Whole);

        Assert.Equal((201, first.Body, first.Range), (again.Code, again.Body, again.Range));
        Assert.Equal("true", again.Headers["Idempotency-Replayed"]);
        Assert.False(first.Headers.ContainsKey("Idempotency-Replayed"));
        Assert.Equal(first.Headers["Preference-Applied"], again.Headers["Preference-Applied"]);
        Assert.Equal(first.Headers["Content-Type"], again.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Another_request_of_the_key_is_refused()
    {
        await SendAsync("b", Named("B"));

        var other = await SendAsync("b", Named("Not B"));

        Assert.Equal((422, "ATKEY"), (other.Code, other.Error));
    }

    [Fact]
    public async Task The_key_of_somebody_else_is_another()
    {
        await SendAsync("c", Named("C"));

        var other = await library.SendAsync("POST", "/authors", Named("Bobs"), "bob", "Idempotency-Key: c");

        Assert.Equal(201, other.Code);
    }

    [Fact]
    public async Task A_refused_write_keeps_nothing()
    {
        var refused = await SendAsync("d", """{"nome":"x"}""");
        var mended = await SendAsync("d", Named("D"));

        Assert.Equal((400, 201), (refused.Code, mended.Code));
    }

    [Fact]
    public async Task Of_many_at_once_one_is_done()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync("e", Named("Race"))));

        Assert.All(replies, reply => Assert.True(reply.Code is 201 or 409, reply.Body));
        Assert.Contains(replies, reply => reply.Code == 201);
        Assert.All(replies.Where(reply => reply.Code == 409), reply => Assert.Equal("ATBUS", reply.Error));
        Assert.Equal(1, await CountAsync("Race"));
    }

    static string Named(string name) => $$"""{"name":"{{name}}"}""";

    Task<Reply> SendAsync(string key, string body, params string[] headers) =>
        library.SendAsync("POST", "/authors", body, "ann", [$"Idempotency-Key: {key}", .. headers]);

    async Task<long> CountAsync(string name)
    {
        await using var connection = new NpgsqlConnection(library.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from public.authors where name = $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = name } },
        };
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }
}
