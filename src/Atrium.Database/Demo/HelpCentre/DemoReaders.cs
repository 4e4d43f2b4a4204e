namespace Atrium.Database.Demo.HelpCentre;

/// <summary>Who read what over the last three months, and whether it helped.</summary>
static class DemoReaders
{
    static readonly string[] Missing =
    [
        "Which of the two buttons?", "Good, but how long does it take in December?", "A picture would help.",
        "I was looking for the price.", "Does this hold for the old contract too?", "The link at the end is dead.",
        "Too long for a phone.", "Clear, thank you. Almost called you.", "What if the deadline is tomorrow?",
        "Please add an example for shops.", "We did it in another order and it worked as well.",
    ];

    public static void Add(DemoHelpCentre centre, DemoAgency agency)
    {
        var chance = agency.Chance("readers");
        foreach (var article in centre.Articles.Where(article => article.Status == "published"))
        {
            // few are read a lot, most now and then
            var interest = article.Visibility == "internal" ? 1 : chance.Percent(12) ? chance.Between(8, 20)
                : chance.Between(1, 5);
            for (var back = 1; back <= 90; back++)
            {
                var at = agency.Now.AddDays(-back).AddHours(chance.Between(7, 19)).AddMinutes(chance.Between(0, 59));
                var views = at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
                    ? 0 : chance.Between(0, interest) - (interest < 4 ? chance.Between(0, 2) : 0);
                if (views > 0 && at > article.PublishedAt)
                {
                    centre.Views.Add(new(
                        article.Id, agency.Id, DateOnly.FromDateTime(at.UtcDateTime), views, at, at));
                }
            }

            Vote(centre, agency, chance, article, interest);
        }
    }

    static void Vote(
        DemoHelpCentre centre, DemoAgency agency, DemoChance chance, ArticleRow article, int interest)
    {
        var readers = article.Visibility == "internal"
            ? agency.People.With("agent", "account").Select(person => person.Id).ToArray()
            : [.. agency.Contacts.Select(contact => contact.Person.Id)];
        var span = Math.Max(1, (int)(agency.Now - article.PublishedAt!.Value).TotalDays - 1);
        foreach (var voter in chance.Some(readers, Math.Min(readers.Length, chance.Between(0, 1 + (interest / 4)))))
        {
            Add(voter, null);
        }

        for (var visitor = 0; article.Visibility == "public" && visitor < interest / 2; visitor++)
        {
            Add(null, $"\\x{chance.NextId():N}{chance.NextId():N}");
        }

        void Add(Guid? voter, string? visitor)
        {
            var helpful = chance.Percent(78);
            var at = agency.Now.AddDays(-chance.Between(0, Math.Min(span, 120))).AddMinutes(-chance.Between(1, 900));
            at = at > article.PublishedAt ? at : article.PublishedAt.Value.AddMinutes(5);
            centre.Votes.Add(new(
                chance.NextId(), agency.Id, article.Id, voter, visitor, helpful,
                chance.Percent(helpful ? 6 : 60) ? chance.Pick(Missing) : null, at, at));
        }
    }
}
