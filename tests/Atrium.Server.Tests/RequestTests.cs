using System.Net;
using System.Net.Http.Json;

namespace Atrium.Server.Tests;

public sealed class RequestTests(ServerHost host) : IClassFixture<ServerHost>
{
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/config.json")]
    [InlineData("/")]
    [InlineData("/assets/app-1a2b3c.js")]
    [InlineData("/missing.txt")]
    [InlineData("/auth/v1/settings")]
    [InlineData("/auth/v1/nothing")]
    [InlineData("/rest/v1/clients")]
    public async Task Every_answer_keeps_the_browser_safe(string path)
    {
        using var answer = await host.GetAsync(path);

        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.NotEmpty(Assert.Single(answer.Headers.GetValues("X-Request-Id")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_request_keeps_the_id_it_came_with_if_that_is_one()
    {
        using var own = await host.GetAsync("/healthz", ("X-Request-Id", "abc-1"));
        using var bad = await host.GetAsync("/healthz", ("X-Request-Id", "a\"b{}"));

        Assert.Equal("abc-1", own.Headers.GetValues("X-Request-Id").Single());
        Assert.Matches("^[0-9a-f]{32}$", bad.Headers.GetValues("X-Request-Id").Single());
    }

    [Theory]
    [InlineData("/auth/v1/signup", "error_code", "request_body_too_large")]
    [InlineData("/rest/v1/clients", "code", "PGRST102")]
    public async Task A_body_of_more_than_10_MiB_is_refused_in_the_surface_s_words(
        string path, string member, string code)
    {
        using var content = new ByteArrayContent(new byte[(10 * 1024 * 1024) + 1]);

        using var answer = await host.Http.WriteAsync(path, content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(code, (await answer.JsonAsync()).GetProperty(member).GetString());
    }

    [Fact]
    public async Task A_large_body_that_hides_its_length_is_refused_too()
    {
        using var content = new StreamContent(new MemoryStream(new byte[256 * 1024]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/v1/signup") { Content = content };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await host.Http.CallAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_key_the_data_surface_says_what_is_missing()
    {
        using var answer = await host.GetAsync("/rest/v1/clients");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var error = await answer.JsonAsync();
        Assert.Equal(["code", "message", "details", "hint"], error.EnumerateObject().Select(p => p.Name));
        Assert.Equal("PGRST302", error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_bad_token_is_refused_in_each_surface_s_words()
    {
        using var rest = await host.GetAsync("/rest/v1/clients", ("Authorization", "Bearer a.b.c"));
        using var mixed = await host.GetAsync(
            "/rest/v1/clients", ("apikey", "a.b.c"), ("Authorization", $"Bearer {host.Keys.Anon}"));
        using var auth = await host.GetAsync("/auth/v1/user", ("Authorization", "Bearer a.b.c"));

        Assert.Equal("PGRST301", (await rest.JsonAsync()).GetProperty("code").GetString());
        Assert.Contains("invalid_token", rest.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, mixed.StatusCode);
        Assert.Equal("bad_jwt", (await auth.JsonAsync()).GetProperty("error_code").GetString());
    }

    [Fact]
    public async Task A_page_of_another_origin_may_ask_with_a_token_of_its_own()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/rest/v1/clients");
        request.Headers.Add("Origin", "https://app.example");
        request.Headers.Add("Access-Control-Request-Method", "PATCH");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,apikey,prefer");

        using var answer = await host.Http.CallAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found_in_each_surface_s_words()
    {
        using var auth = await host.GetAsync("/auth/v1/nothing");
        using var own = await host.GetAsync("/nothing.txt");

        Assert.Equal("not_found", (await auth.JsonAsync()).GetProperty("error_code").GetString());
        Assert.Equal("application/problem+json", own.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_agency_s_key_opens_its_agency_until_it_is_revoked()
    {
        using var made = await host.Http.WriteAsync("/auth/v1/signup", JsonContent.Create(
            new { email = "keys@server.test", password = "correct horse", data = new { agency_name = "Keys" } }));
        var owner = host.Database.As((await made.JsonAsync()).GetProperty("user").GetProperty("id").GetGuid());
        var key = await owner.ScalarAsync<string>("select key from public.create_api_key('robot', 'account')");

        var open = await AgenciesAsync(key!);
        await owner.ExecuteAsync("select public.revoke_api_key(id) from public.api_keys");
        var revoked = await AgenciesAsync(key!);
        using var unknown = await host.GetAsync(
            "/rest/v1/agencies", ("apikey", $"atr_00000000_{new string('0', 48)}"));

        Assert.Equal("""[{"name":"Keys"}]""", open);
        Assert.Equal("[]", revoked);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
    }

    async Task<string> AgenciesAsync(string key)
    {
        using var answer = await host.GetAsync("/rest/v1/agencies?select=name", ("apikey", key));
        return await answer.TextAsync();
    }
}
