using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Atrium.Database.Demo.Texts;

namespace Atrium.Database.Demo;

/// <summary>Somebody who can sign in.</summary>
sealed record DemoPerson(Guid Id, string Name, string Email, string Role, string JobTitle)
{
    public string First => Name[..Name.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>Since when at the agency.</summary>
    public DateTimeOffset Joined { get; init; }
}

/// <summary>The people of one agency, as they joined it over the years.</summary>
sealed class DemoPeople(IReadOnlyList<DemoPerson> staff)
{
    /// <summary>Works for both agencies: a creative of Northlight who manages projects at Harbour.</summary>
    public const string InBoth = "both@northlight.test";

    // bcrypt of atrium-demo, cost 8: the same for all, so that the rows are the same each time
    const string PasswordHash = "$2a$08$NorthlightHarbourDemoucG3lJiwB5uZ6kgz5szLn3LNDWWzTZEG";

    const string BothName = "Maren Tideway";

    public IReadOnlyList<DemoPerson> Staff => staff;

    public DemoPerson First(string role) => staff.First(person => person.Role == role);

    public IReadOnlyList<DemoPerson> With(params string[] roles) => [.. staff.Where(person
        => roles.Contains(person.Role))];

    public static DemoPeople Cast(DemoCast cast, DemoRows rows, DateTimeOffset founded, DateTimeOffset now)
    {
        var chance = new DemoChance($"people:{cast.Slug}");
        List<DemoPerson> staff = [];
        foreach (var row in DemoTexts.Table("people", cast.Part))
        {
            var first = staff.All(person => person.Role != row[0]);
            var joined = staff.Count == 0 ? founded : chance.WorkingMoment(DateOnly.FromDateTime(
                founded.AddDays(chance.Between(5, (int)(now - founded).TotalDays - 40)).UtcDateTime));
            var email = first && (cast.Part == 0 || row[0] == "owner") ? row[0] : Address(row[1]);
            staff.Add(AddAccount(rows, chance, row[1], $"{email}@{cast.Slug}.test", row[0], row[2], joined, now));
            Join(rows, cast, staff[^1], staff[0], joined, null);
        }

        var role = cast.Part == 0 ? "creative" : "pm";
        var both = cast.Part == 0
            ? AddAccount(rows, chance, BothName, InBoth, role, "Design lead", now.AddMonths(-20), now)
            : new DemoPerson(DemoChance.Id($"user:{InBoth}"), BothName, InBoth, role, "Interim project manager")
            {
                Joined = now.AddMonths(-9),
            };
        staff.Add(both);
        Join(rows, cast, both, staff[0], now.AddMonths(cast.Part == 0 ? -20 : -9), null);
        return new(staff);
    }

    /// <summary>Gives some people at clients an account; the first of Northlight's is <c>customer@</c>.</summary>
    public static IReadOnlyList<(DemoPerson Person, DemoClient Client)> AddContactUsers(
        DemoCast cast, DemoRows rows, DemoPeople people, IReadOnlyList<DemoClient> clients, DateTimeOffset now)
    {
        var chance = new DemoChance($"contacts:{cast.Slug}");
        List<(DemoPerson, DemoClient)> contacts = [];
        foreach (var client in clients.Where(client => client.Row.Status == "active").Take(cast.Contacts))
        {
            var joined = client.Row.CreatedAt.AddDays(chance.Between(3, 20));
            var joinedAt = joined < now ? joined : now.AddDays(-1);
            var account = AddAccount(rows, chance, client.Contact.Name, client.Contact.Email, "customer",
                client.Contact.Title, joinedAt, now);
            Join(rows, cast, account, people.Staff[0], joinedAt, client.Row.Id);
            contacts.Add((account, client));
        }

        return contacts;
    }

    /// <summary>A name as the first part of an address.</summary>
    public static string Address(string name) => string.Concat(name.ToLowerInvariant().Normalize(
        NormalizationForm.FormD)
        .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
        .Select(letter => letter == ' ' ? '.' : letter == 'ø' ? 'o' : letter)
        .Where(letter => char.IsAsciiLetter(letter) || letter == '.'));

    static DemoPerson AddAccount(
        DemoRows rows, DemoChance chance, string name, string email, string role, string title, DateTimeOffset joined,
        DateTimeOffset now)
    {
        var person = new DemoPerson(DemoChance.Id($"user:{email}"), name, email, role, title) { Joined = joined };
        var seen = chance.Percent(92) ? now.AddMinutes(-chance.Between(30, 9 * 24 * 60)) : (DateTimeOffset?)null;
        rows.Accounts.Add(new(person.Id, email, PasswordHash, joined, seen,
            new JsonObject { ["provider"] = "email", ["providers"] = new JsonArray("email") },
            new JsonObject { ["full_name"] = name }, joined, seen ?? joined));
        rows.Identities.Add(new(DemoChance.Id($"identity:{email}"), person.Id, person.Id.ToString(), "email",
            new JsonObject { ["sub"] = person.Id.ToString(), ["email"] = email, ["email_verified"] = true }, joined,
                joined));
        rows.Users.Add(new(person.Id, email, name, "en", joined, joined));
        return person;
    }

    static void Join(
        DemoRows rows, DemoCast cast, DemoPerson person, DemoPerson inviter, DateTimeOffset joined, Guid? client) =>
        rows.Memberships.Add(new(DemoChance.Id($"membership:{cast.Slug}:{person.Email}"), cast.Id, person.Id,
            person.Role,
            person.Role == "member" ? "some" : "all", client, person.JobTitle, inviter.Id, joined, joined));
}
