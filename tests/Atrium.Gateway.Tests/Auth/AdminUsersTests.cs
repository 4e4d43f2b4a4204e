using System.Net;
using System.Net.Http.Json;
using Npgsql;

namespace Atrium.Gateway.Tests.Auth;

public sealed class AdminUsersTests(AuthHost host) : IClassFixture<AuthHost>
{
    const string Users = "/auth/v1/admin/users";

    [Fact]
    public async Task The_operator_makes_finds_changes_and_deletes_users()
    {
        var made = await host.PostAsync(Users,
            new { email = "Op@admin.test", password = "correct horse", email_confirm = true }, host.Keys.Service);
        var id = made.Json.GetProperty("id").GetGuid();

        var found = await host.SendAsync(HttpMethod.Get, $"{Users}/{id}", null, host.Keys.Service);
        var list = await host.SendAsync(HttpMethod.Get, $"{Users}?page=1&per_page=100", null, host.Keys.Service);
        var changed = await PutAsync(id, new { user_metadata = new { note = "x" } });
        var gone = await host.SendAsync(HttpMethod.Delete, $"{Users}/{id}", null, host.Keys.Service);
        var missing = await host.SendAsync(HttpMethod.Get, $"{Users}/{id}", null, host.Keys.Service);

        Assert.Equal("op@admin.test", found.Json.GetProperty("email").GetString());
        Assert.Contains(list.Json.GetProperty("users").EnumerateArray(), u => u.GetProperty("id").GetGuid() == id);
        Assert.Equal("x", changed.Json.GetProperty("user_metadata").GetProperty("note").GetString());
        Assert.Equal(HttpStatusCode.OK, gone.Status);
        missing.Is(HttpStatusCode.NotFound, "user_not_found");
    }

    [Fact]
    public async Task Nobody_else_gets_in()
    {
        var owner = await host.SignUpAsync("owner@admin.test");

        (await host.SendAsync(HttpMethod.Get, Users, null)).Is(HttpStatusCode.Unauthorized, "no_authorization");
        (await host.SendAsync(HttpMethod.Get, Users, null, host.Keys.Anon)).Is(HttpStatusCode.Forbidden, "not_admin");
        (await host.SendAsync(HttpMethod.Get, Users, null, owner.AccessToken))
            .Is(HttpStatusCode.Forbidden, "not_admin");
        (await host.SendAsync(HttpMethod.Delete, $"{Users}/{owner.UserId}", null, owner.AccessToken))
            .Is(HttpStatusCode.Forbidden, "not_admin");
    }

    [Fact]
    public async Task The_last_owner_of_an_agency_is_not_deleted()
    {
        var owner = await host.SignUpAsync("last@admin.test");

        var answer = await host.SendAsync(HttpMethod.Delete, $"{Users}/{owner.UserId}", null, host.Keys.Service);

        answer.Is(HttpStatusCode.Conflict, "validation_failed");
        Assert.Equal(HttpStatusCode.OK, (await host.SignInAsync("last@admin.test")).Status);
    }

    [Fact]
    public async Task A_user_is_deleted_though_two_wait_for_each_other()
    {
        var made = await host.PostAsync(
            Users, new { email = "knot@admin.test", password = "correct horse", email_confirm = true },
            host.Keys.Service);
        var id = made.Json.GetProperty("id").GetGuid();
        var session = await host.SignInAsync("knot@admin.test");
        await host.PostAsync("/auth/v1/factors", new { factor_type = "totp" }, session.AccessToken);
        await using var first = await HoldAsync($"select from auth.sessions where user_id = '{id}' for update");
        await using var other = await HoldAsync(
            $"set deadlock_timeout = '5min'; select from auth.mfa_factors where user_id = '{id}' for update");

        var deleting = host.SendAsync(HttpMethod.Delete, $"{Users}/{id}", null, host.Keys.Service);
        await AreWaitingAsync(1);
        await using var wanted = new NpgsqlCommand($"select from auth.users where id = '{id}' for update", other);
        var wanting = wanted.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await AreWaitingAsync(2);
        // now the deletion gets as far as the factor, whose holder waits for the account: the deletion loses
        await first.CloseAsync();
        await wanting;
        await other.CloseAsync();

        Assert.Equal(HttpStatusCode.OK, (await deleting).Status);
    }

    async Task<NpgsqlConnection> HoldAsync(string sql)
    {
        var connection = new NpgsqlConnection($"{host.Database.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"begin; {sql}", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    async Task AreWaitingAsync(long count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await host.Database.ScalarAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
            < count)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    [Fact]
    public async Task A_ban_ends_the_sessions()
    {
        var person = await host.SignUpAsync("ban@admin.test");

        await PutAsync(person.UserId, new { ban_duration = "24h" });

        (await host.UserAsync(person.AccessToken)).Is(HttpStatusCode.Forbidden, "session_not_found");
        (await host.SignInAsync("ban@admin.test")).Is(HttpStatusCode.BadRequest, "user_banned");
        await PutAsync(person.UserId, new { ban_duration = "none" });
        Assert.Equal(HttpStatusCode.OK, (await host.SignInAsync("ban@admin.test")).Status);
    }

    Task<AuthHost.Answer> PutAsync(Guid id, object body) =>
        host.SendAsync(HttpMethod.Put, $"{Users}/{id}", JsonContent.Create(body), host.Keys.Service);
}
