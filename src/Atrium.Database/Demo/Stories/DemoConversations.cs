using System.Globalization;
using Atrium.Database.Demo.Texts;

namespace Atrium.Database.Demo.Stories;

/// <summary>What was said with a client in 18 months: mail threads, chats, calls, meetings and notes.</summary>
static class DemoConversations
{
    static readonly string[] Campaigns =
    [
        "Second Spring", "Small Hours", "Close to Home", "Made Twice", "The Long Table", "First Light",
            "Better Weather",
        "Open Doors", "Plain Good", "One More Mile", "Quiet Power", "By Hand", "Next Exit", "Half Past Summer",
    ];

    /// <summary>Adds everything said with one client until it fell silent.</summary>
    public static void Add(DemoRows rows, DemoCast cast, DemoPeople people, DemoClient client, DateTimeOffset now)
    {
        var chance = new DemoChance($"said:{client.Row.Id}");
        var talk = new Talk(rows, cast, people, client, chance, now);
        var since = now.AddMonths(-18);
        var day = client.Row.CreatedAt > since ? client.Row.CreatedAt : since.AddHours(chance.Between(1, 90));
        // large clients talk more, but not in proportion
        var weekly = cast.Volume * (0.55 + Math.Sqrt(client.Share) * 3.2);
        while (day < client.LastHeard)
        {
            talk.Begin(day);
            day = day.AddHours(chance.Between(20, 316) / weekly);
        }

        if (client.LastHeard == now && chance.Percent(55))
        {
            talk.Begin(now.AddHours(-chance.Between(6, 60)));
        }
    }

    /// <summary>The talking of one client.</summary>
    sealed class Talk(
        DemoRows rows, DemoCast cast, DemoPeople people, DemoClient client, DemoChance chance, DateTimeOffset now)
    {
        readonly IReadOnlyList<DemoPerson> _helpers = people.With("pm", "account", "creative", "agent", "leadership");

        public void Begin(DateTimeOffset day)
        {
            var topic = chance.Pick(DemoTexts.Topics);
            var words = Words(day);
            var roll = chance.Between(1, 100);
            if (roll <= 58)
            {
                Mails(topic, words, day);
            }
            else if (roll <= 72)
            {
                Single("call", chance.Percent(50) ? "inbound" : "outbound", topic, words, day, "Phone");
            }
            else if (roll <= 80)
            {
                Single("meeting", null, topic, words, day, chance.Pick(["At the client", "Studio", "Video call"]));
            }
            else if (roll <= 88)
            {
                Single("note", null, topic, words, day, null);
            }
            else
            {
                Chat(topic, words, day);
            }
        }

        void Mails(DemoTopic topic, Dictionary<string, string> words, DateTimeOffset day)
        {
            var contact = chance.Percent(75) ? client.Contact : chance.Pick(client.People);
            var colleague = chance.Percent(65) ? client.Owner : chance.Pick(_helpers);
            string[] turns = chance.Percent(30) ? ["ask", "answer"]
                : chance.Percent(60) ? ["ask", "answer", "more", "close"] : ["ask", "answer", "more"];
            List<(string Kind, DateTimeOffset At)> said = [];
            var at = chance.WorkingMoment(DateOnly.FromDateTime(day.UtcDateTime));
            foreach (var kind in turns)
            {
                said.Add((kind, at));
                at = at.AddHours(chance.Between(1, 30)).AddMinutes(chance.Between(1, 59));
            }

            // nobody is left waiting for long: what is older than four days has its last word
            if (said.Count == 3 && said[^1].At < now.AddDays(-4))
            {
                said.Add(("close", at));
            }

            var thread = chance.NextId().ToString();
            Write("email", thread, topic, words, contact, colleague, [.. said.Where(turn => turn.At < now)]);
        }

        void Chat(DemoTopic topic, Dictionary<string, string> words, DateTimeOffset day)
        {
            var at = chance.WorkingMoment(DateOnly.FromDateTime(day.UtcDateTime));
            List<(string Kind, DateTimeOffset At)> said = [("chat", at)];
            if (at < now.AddDays(-2) || chance.Percent(60))
            {
                said.Add(("reply", at.AddMinutes(chance.Between(2, 95))));
            }

            Write("chat", chance.NextId().ToString(), topic, words, chance.Pick(client.People), client.Owner,
                [.. said.Where(turn => turn.At < now)]);
        }

        void Write(
            string type, string thread, DemoTopic topic, Dictionary<string, string> words, DemoContact contact,
            DemoPerson colleague, List<(string Kind, DateTimeOffset At)> said)
        {
            var subject = type == "chat" ? null : DemoTexts.Fill(topic.Subject, words);
            foreach (var (turn, place) in said.Select((turn, place) => (turn, place)))
            {
                var inbound = turn.Kind is "ask" or "more" or "chat";
                var answer = inbound && place + 1 < said.Count ? said[place + 1].At : (DateTimeOffset?)null;
                var first = inbound ? colleague.First : contact.First;
                var id = chance.NextId();
                rows.Communications.Add(new(id, client.Row.Id, type, inbound ? "inbound" : "outbound",
                    place == 0 ? subject : subject is null ? null : $"Re: {subject}",
                    Body(type, topic, turn.Kind, words, first, inbound ? contact.Name : colleague.Name), turn.At,
                    type == "chat" ? $"#{client.Row.NameShort!.ToLowerInvariant()}" : $"hello@{cast.Slug}.test", thread,
                    type == "chat" ? null : $"{id:N}@mail.test", inbound ? contact.Name : colleague.Name,
                    inbound ? contact.Email : colleague.Email, inbound && answer is null, answer,
                    answer is null ? null : colleague.Id, inbound ? null : colleague.Id, turn.At.AddMinutes(1),
                    (answer ?? turn.At).AddMinutes(1)));
            }
        }

        void Single(
            string type, string? direction, DemoTopic topic, Dictionary<string, string> words, DateTimeOffset day,
            string? channel)
        {
            var at = chance.WorkingMoment(DateOnly.FromDateTime(day.UtcDateTime));
            if (at >= now)
            {
                return;
            }

            var colleague = chance.Percent(60) ? client.Owner : chance.Pick(_helpers);
            var id = chance.NextId();
            rows.Communications.Add(new(id, client.Row.Id, type, direction, DemoTexts.Fill(topic.Subject, words),
                DemoTexts.Fill(chance.Pick(topic.Of(type)), words), at, channel, id.ToString(), null, colleague.Name,
                colleague.Email, false, null, null, colleague.Id, at.AddMinutes(20), at.AddMinutes(20)));
        }

        string Body(
            string type, DemoTopic topic, string kind, Dictionary<string, string> words, string to, string from)
        {
            if (type == "chat")
            {
                return kind == "chat" ? DemoTexts.Fill(chance.Pick(topic.Of("chat")), words) : chance.Pick(
                    ["looking into it, back in ten minutes", "yes, and sorry, should have said so",
                        "sent you the link just now",
                        "ha! noted, we'll take care of it", "let me ask the team and come back to you",
                            "done, have a look"]);
            }

            words["first"] = to;
            var said = chance.Pick(topic.Of(kind));
            var extra = chance.Percent(22) ? $"\n\n{chance.Pick(DemoTexts.Greetings.Of("extra"))}" : "";
            return DemoTexts.Fill($"{chance.Pick(DemoTexts.Greetings.Of("hello"))}\n\n{char.ToUpperInvariant(said[0])}"
                + $"{said[1..]}{extra}\n\n{chance.Pick(DemoTexts.Greetings.Of("bye"))}\n{from}", words);
        }

        Dictionary<string, string> Words(DateTimeOffset day) => new()
        {
            ["client"] = client.Row.Name,
            ["product"] = client.Product,
            ["campaign"] = chance.Pick(Campaigns),
            ["month"] = day.AddMonths(chance.Between(1, 2)).ToString("MMMM", CultureInfo.InvariantCulture),
            ["weekday"] = chance.Pick(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]),
            ["amount"] = (chance.Between(3, 90) * 500).ToString("N0", CultureInfo.InvariantCulture)
                + (cast.Part == 0 ? " euros" : " pounds"),
            ["pct"] = chance.Between(4, 38).ToString(CultureInfo.InvariantCulture),
            ["n"] = chance.Between(40, 900).ToString(CultureInfo.InvariantCulture),
        };
    }
}
