using System.Net;
using System.Net.Mail;
using System.Text.Json;
using Atrium.Gateway.Tokens;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Atrium.Gateway.Auth.Mail;

/// <summary>
/// Sends what waits in <c>atrium.mails</c>, one at a time: at once when something is laid down here, and every half
/// minute, for what another server laid down or what has to be tried again.
/// </summary>
sealed partial class MailSender(
    AuthDoor door, MailOptions options, Mailbox mailbox, Site site, InvitationMail invitations, KeyRing ring,
    ILogger<MailSender> logger) : BackgroundService
{
    const string Next = "select atrium.next_mail()::text";
    const string Finish = "select atrium.finish_mail($1, $2, $3) is null";

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly SemaphoreSlim _work = new(0);

    /// <summary>Something waits.</summary>
    public void Wake() => _work.Release();

    /// <summary>Lets nobody wait any longer.</summary>
    public override void Dispose()
    {
        _work.Dispose();
        base.Dispose();
    }

    /// <summary>Sends until the server stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.IsOn && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendNextAsync(stoppingToken))
                {
                }
            }
            catch (NpgsqlException e)
            {
                LogDatabaseAway(logger, e is PostgresException postgres ? postgres.SqlState : e.GetType().Name);
            }

            await _work.WaitAsync(Pause, stoppingToken);
        }
    }

    /// <summary>Sends the next mail; false where none waits.</summary>
    async Task<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        if (await door.ScalarAsync<string>("mail", Next, [], cancellationToken) is not { } text)
        {
            return false;
        }

        using var json = JsonDocument.Parse(text);
        if (!json.RootElement.TryGetProperty("id", out var id))
        {
            return true;
        }

        var (state, error) = await SendAsync(json.RootElement, cancellationToken);
        await door.ScalarAsync<bool>("mail", Finish, [id.GetGuid(), state, error], cancellationToken);
        if (error is not null)
        {
            LogNotSent(logger, id.GetGuid(), error);
        }

        return true;
    }

    async Task<(string State, string? Error)> SendAsync(JsonElement mail, CancellationToken cancellationToken)
    {
        var (kind, to) = (mail.Text("kind") ?? "", mail.Text("recipient") ?? "");
        if (kind == "invitation")
        {
            return await invitations.WriteAsync(mail.GetProperty("id").GetGuid(), to, cancellationToken) is { } open
                ? await SendAsync(open, cancellationToken) : ("dropped", null);
        }

        return MailSecrets.Open(mail.GetProperty("sealed").GetBytesFromBase64(), ring) is { } secrets
            ? await SendAsync(MailText.Of(kind, to, site.Root, secrets), cancellationToken)
            : ("failed", "sealed with another server's secret");
    }

    async Task<(string State, string? Error)> SendAsync(MailText text, CancellationToken cancellationToken)
    {
        mailbox.Add(text);
        if (options.Smtp is null)
        {
            return ("sent", null);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var client = Client(options.Smtp);
            using var message = new MailMessage(options.From, text.To, text.Subject, text.Text);
            await client.SendMailAsync(message, limit.Token);
            return ("sent", null);
        }
        catch (SmtpFailedRecipientException e)
        {
            return ("failed", $"recipient refused: {e.StatusCode}");
        }
        catch (FormatException)
        {
            return ("failed", "not an address");
        }
        catch (SmtpException e)
        {
            return ("waiting", e.StatusCode.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ("waiting", "no answer in time");
        }
    }

    static SmtpClient Client(Uri server)
    {
        var client = new SmtpClient(server.Host, server.IsDefaultPort || server.Port < 0 ? 587 : server.Port)
        {
            EnableSsl = !server.IsLoopback,
        };
        if (server.UserInfo.Split(':', 2) is [{ Length: > 0 } user, var password])
        {
            client.Credentials = new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
        }

        return client;
    }

    [LoggerMessage(3001, LogLevel.Warning, "Mail {MailId} was not sent: {Reason}")]
    static partial void LogNotSent(ILogger logger, Guid mailId, string reason);

    [LoggerMessage(3002, LogLevel.Warning, "Mail waits: the database doesn't answer ({Reason})")]
    static partial void LogDatabaseAway(ILogger logger, string reason);
}
