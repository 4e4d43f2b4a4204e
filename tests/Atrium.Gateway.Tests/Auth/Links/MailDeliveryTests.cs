using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Atrium.Gateway.Auth.Mail;
using Atrium.Gateway.Tokens;

namespace Atrium.Gateway.Tests.Auth.Links;

public sealed class MailDeliveryTests
{
    [Fact]
    public async Task Mail_leaves_by_SMTP_and_what_is_refused_is_not_kept()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var got = ReceiveAsync(listener, limit.Token);
        await using var host = new AuthHost
        {
            Configure = options =>
            {
                options.Mail.Mailbox = false;
                options.Mail.From = "Office <office@delivery.test>";
                options.Mail.Smtp = new Uri($"smtp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
            },
        };
        await host.InitializeAsync();
        await host.SignUpAsync("reader@delivery.test");

        await host.PostAsync("/auth/v1/recover", new { email = "reader@delivery.test" });
        var mail = await got;
        await host.AllMailIsDoneAsync();

        Assert.Contains("RCPT TO:<reader@delivery.test>", mail, StringComparison.Ordinal);
        Assert.Matches("(?i)subject: set a new password", mail);
        Assert.Equal("sent", await host.Database.ScalarAsync<string>(
            "select state from atrium.mails where sealed is null and request is null"));
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync(HttpMethod.Get, "/dev/mailbox", null)).Status);
    }

    [Fact]
    public async Task The_mailbox_is_shown_to_this_machine_by_its_own_name_only()
    {
        await using var host = new AuthHost();
        await host.InitializeAsync();
        await host.SignUpAsync("<b>@delivery.test");
        await host.PostAsync("/auth/v1/recover", new { email = "<b>@delivery.test" });
        await host.MailAsync("<b>@delivery.test");

        var page = await host.SendAsync(HttpMethod.Get, "/dev/mailbox", null);

        Assert.Contains("&lt;b&gt;@delivery.test", page.Text, StringComparison.Ordinal);
        Assert.Matches("<a href=\"http://127.0.0.1:[0-9]+/auth/v1/verify", page.Text);
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(host, "Host", "evil.example"));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(host, "X-Forwarded-For", "192.0.2.1"));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(host, "Forwarded", "for=192.0.2.1"));
    }

    [Fact]
    public async Task Without_a_way_for_mail_what_needs_it_says_so_to_everybody_alike()
    {
        await using var host = new AuthHost { Configure = options => options.Mail.Mailbox = false };
        await host.InitializeAsync();
        await host.SignUpAsync("here@delivery.test");

        foreach (var email in (string[])["here@delivery.test", "nobody@delivery.test"])
        {
            (await host.PostAsync("/auth/v1/recover", new { email }))
                .Is(HttpStatusCode.UnprocessableEntity, "email_provider_disabled");
        }
    }

    [Fact]
    public void What_is_sealed_opens_with_the_same_secret_and_for_the_same_purpose_only()
    {
        var folder = Directory.CreateTempSubdirectory("atrium-seal-").FullName;
        var (ring, other) = (KeyRing.Open($"{folder}/one"), KeyRing.Open($"{folder}/two"));
        var closed = Sealed.Close("secret"u8, ring, "mail");

        Assert.Equal("secret"u8.ToArray(), Sealed.Open(closed, ring, "mail"));
        Assert.Null(Sealed.Open(closed, other, "mail"));
        Assert.Null(Sealed.Open(closed, ring, "factor"));
        Assert.Null(Sealed.Open(closed.AsSpan(1), ring, "mail"));
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(closed), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    static async Task<HttpStatusCode> AskAsync(AuthHost host, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dev/mailbox");
        request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await host.Http.SendAsync(request);
        return answer.StatusCode;
    }

    // As little of a mail server as a client needs.
    static async Task<string> ReceiveAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        using var client = await listener.AcceptTcpClientAsync(cancellationToken);
        await using var stream = client.GetStream();
        using var lines = new StreamReader(stream, Encoding.ASCII);
        var heard = new StringBuilder();
        var inData = false;
        await stream.WriteAsync("220 here\r\n"u8.ToArray(), cancellationToken);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            heard.AppendLine(line);
            var answer = inData ? (line == "." ? "250 taken" : null)
                : line == "DATA" ? "354 go on" : line == "QUIT" ? "221 bye" : "250 fine";
            inData = inData ? line != "." : line == "DATA";
            if (answer is not null)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\r\n"), cancellationToken);
            }

            if (answer is "250 taken" or "221 bye")
            {
                break;
            }
        }

        return Regex.Replace(heard.ToString(), "=\r\n", "");
    }
}
