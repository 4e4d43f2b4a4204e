using Atrium.Law.Tests.Kernel;

namespace Atrium.Law.Tests.Knowledge;

/// <summary>A person's own cartridges: at most one in use, and nobody else's business.</summary>
public sealed class OwnCartridges(LawDatabase law) : IClassFixture<LawDatabase>
{
    public static TheoryData<string> Tables { get; } =
        ["style_cartridges", "preference_cartridges", "instruction_cartridges", "brand_cartridges"];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Switching_one_on_switches_the_others_off(string table)
    {
        var person = await law.AsAsync("creative");
        await person.ExecuteAsync($"insert into public.{table} (name) values ('First'), ('Second')");

        await person.ExecuteAsync($"update public.{table} set is_active = true where name = 'First'");

        Assert.Equal(["First"], await person.ColumnAsync<string>($"select name from public.{table} where is_active"));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Switches_at_once_leave_one_at_most(string table)
    {
        var person = await law.AsAsync("pm");
        var ids = await person.ColumnAsync<Guid>(
            $"insert into public.{table} (name) select 'Variant ' || n from generate_series(1, 4) n returning id");

        await Task.WhenAll(ids.Select(id =>
            person.RefusalAsync($"update public.{table} set is_active = true where id = $1", id)));

        Assert.Equal(1, await person.ScalarAsync<long>($"select count(*) from public.{table} where is_active"));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Not_even_the_owner_reads_another_s(string table)
    {
        var owner = await law.AsAsync("owner");
        var other = await law.PersonAsync("agent@alder.test");

        Assert.Equal(0, await owner.ScalarAsync<long>($"select count(*) from public.{table} where user_id = $1",
            other));
        Assert.Equal("42501", await owner.RefusalAsync(
            $"insert into public.{table} (user_id, name) values ($1, 'Smuggled')", other));
        Assert.Equal(0, await owner.ExecuteAsync($"delete from public.{table} where user_id = $1", other));
    }
}
