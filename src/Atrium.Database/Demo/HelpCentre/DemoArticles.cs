using System.Text;

namespace Atrium.Database.Demo.HelpCentre;

/// <summary>The help centre: shelves, and articles with what they said before.</summary>
static class DemoArticles
{
    static readonly (string Slug, string Name, string Parent, string Icon, string Visibility, string About)[] Shelves =
    [
        ("getting-started", "Getting started", "", "👋", "public", "The first weeks, the people, how to reach us."),
        ("working-together", "Working together", "", "🤝", "public", "Briefs, feedback, approvals and dates."),
        ("what-we-make", "What we make", "", "✏️", "public", "How it begins, how long it takes, what it costs."),
        ("print", "Print", "what-we-make", "📰", "public", "Adverts, posters, brochures, packaging."),
        ("screen", "Screen", "what-we-make", "🖥️", "public", "Pages, mails and adverts on screens."),
        ("film-and-sound", "Film, pictures and sound", "what-we-make", "🎬", "public", "Shoots, films and radio."),
        ("events", "Fairs and events", "what-we-make", "🎪", "public", "Stands, and what happens on them."),
        ("campaigns", "Campaigns", "", "📣", "public", "Launches, mails, tests and emergencies."),
        ("files-and-brand", "Files and brand", "", "🗂️", "public", "Logos, fonts, colours and rights."),
        ("reports", "Reports and results", "", "📈", "public", "What figures mean and why they differ."),
        ("portal", "Portal and accounts", "", "🔑", "public", "Signing in, inviting, staying safe."),
        ("invoices-and-contracts", "Invoices and contracts", "", "🧾", "customers", "Estimates, invoices, renewals."),
        ("back-room", "Back room", "", "🚪", "internal", "Runbooks and rules of our own."),
    ];

    static readonly string[] Changes =
    [
        "Shorter, and with an example.", "Answers a question that came up twice.", "New opening hours.",
        "Said plainly what is not included.", "After comments of readers.", "Corrected a date.",
    ];

    public static void Add(DemoHelpCentre centre, DemoAgency agency)
    {
        var chance = agency.Chance("help centre");
        var owner = agency.People.First("owner").Id;
        var opened = agency.Now.AddMonths(agency.Cast.Part == 0 ? -18 : -9);
        var texts = ArticleText.All(agency.Cast.Name)
            .Where((_, index) => agency.Cast.Part == 0 || index % 5 == 0).ToArray();
        foreach (var (shelf, index) in Shelves.Select((shelf, index) => (shelf, index)))
        {
            centre.Categories.Add(new(
                Shelf(shelf.Slug), agency.Id, shelf.Parent.Length == 0 ? null : Shelf(shelf.Parent), shelf.Name,
                shelf.Slug, shelf.About, shelf.Icon, index, shelf.Visibility, owner, opened, opened));
        }

        for (var index = 0; index < texts.Length; index++)
        {
            var text = texts[index];
            var written = chance.WorkingMoment(agency.Today.AddDays(-chance.Between(
                25, (int)(agency.Now - opened).TotalDays - 10)));
            Add(centre, agency, chance, text, Shelf(text.Shelf), index, written);
        }

        Guid Shelf(string slug) => DemoChance.Id($"shelf:{agency.Cast.Slug}:{slug}");
    }

    static void Add(
        DemoHelpCentre centre, DemoAgency agency, DemoChance chance, ArticleText text, Guid shelf, int index,
        DateTimeOffset written)
    {
        string[] roles = text.Visibility == "internal" ? ["agent", "admin"]
            : text.Tags.Contains("invoice") || text.Tags.Contains("price") ? ["account", "leadership"]
            : ["account", "creative", "agent", "pm"];
        var author = chance.Pick(agency.People.With(roles)).Id;
        var status = (index % 40) switch { 7 or 23 => "draft", 15 => "in_review", 31 => "archived", _ => "published" };
        var id = DemoChance.Id($"article:{agency.Cast.Slug}:{text.Title}");
        var slug = Slug(text.Title);
        var edits = status == "published" ? chance.Percent(35) ? chance.Between(1, 3) : 0 : 0;
        var at = written;
        var says = (string?)null;
        for (var version = 1; version <= edits; version++)
        {
            var next = at.AddDays(chance.Between(4, 40)).AddMinutes(chance.Between(1, 300));
            if (next >= agency.Now)
            {
                edits = version - 1;
                break;
            }

            // what it said before: the same without its last paragraphs
            centre.Versions.Add(new(
                chance.NextId(), agency.Id, id, version, text.Title, text.Summary,
                Without(text.Content, edits - version + 1), version == 1 ? "draft" : "published", author, at, says,
                next, next));
            (at, says) = (next, chance.Pick(Changes));
        }

        if (status == "published" && chance.Percent(9))
        {
            centre.Redirects.Add(new(
                chance.NextId(), agency.Id, "en", $"{slug[..Math.Min(slug.Length, 60)].TrimEnd('-')}-old", id, author,
                at, at));
        }

        centre.Articles.Add(new(id, agency.Id, shelf, text.Title, slug)
        {
            Summary = text.Summary,
            Content = text.Content,
            Status = status,
            Visibility = text.Visibility,
            Tags = text.Tags,
            AuthorId = author,
            Version = edits + 1,
            ChangeSummary = says,
            ContentBy = author,
            ContentAt = at,
            ReviewNote = status == "in_review" ? "Please look at the dates, I wasn't sure." : null,
            PublishedAt = status is "published" or "archived" ? written.AddHours(chance.Between(2, 60)) : null,
            CreatedBy = author,
            UpdatedBy = author,
            CreatedAt = written,
            UpdatedAt = at,
        });
    }

    static string Without(string content, int paragraphs)
    {
        var parts = content.Split("\n\n");
        return string.Join("\n\n", parts.Take(Math.Max(1, parts.Length - paragraphs)));
    }

    static string Slug(string title)
    {
        var slug = new StringBuilder();
        foreach (var letter in title.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString()[..Math.Min(slug.Length, 80)].Trim('-');
    }
}
