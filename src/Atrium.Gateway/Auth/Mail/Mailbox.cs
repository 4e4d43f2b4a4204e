using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Atrium.Gateway.Auth.Mail;

/// <summary>
/// <c>GET /dev/mailbox</c>: the last mails, newest first, for whoever develops on this machine. There is no such page
/// unless it was switched on, and none for anybody who comes from elsewhere or through a proxy.
/// </summary>
sealed class Mailbox(MailOptions options, TimeProvider time)
{
    const int Kept = 100;

    readonly Lock _gate = new();
    readonly LinkedList<(DateTimeOffset At, MailText Mail)> _mails = new();

    /// <summary>Keeps a mail, where the mailbox is on.</summary>
    public void Add(MailText mail)
    {
        if (!options.Mailbox)
        {
            return;
        }

        lock (_gate)
        {
            _mails.AddFirst((time.GetUtcNow(), mail));
            if (_mails.Count > Kept)
            {
                _mails.RemoveLast();
            }
        }
    }

    /// <summary>The mails kept, newest first.</summary>
    public IReadOnlyList<(DateTimeOffset At, MailText Mail)> Mails
    {
        get
        {
            lock (_gate)
            {
                return [.. _mails];
            }
        }
    }

    /// <summary>Maps the page where it is switched on.</summary>
    public static void Map(IEndpointRouteBuilder routes, MailOptions options)
    {
        if (options.Mailbox)
        {
            routes.MapGet("/dev/mailbox", (HttpContext context, Mailbox mailbox) =>
                IsOfThisMachine(context) ? mailbox.Page(context) : Results.NotFound());
        }
    }

    // A page of the web can point a name of its own at this machine: the name that was asked for must be ours, too.
    static bool IsOfThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && (context.Request.Host.Host == "localhost"
            || IPAddress.TryParse(context.Request.Host.Host, out var host) && IPAddress.IsLoopback(host))
        && !context.Request.Headers.ContainsKey("Forwarded")
        && !context.Request.Headers.Keys.Any(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase));

    IResult Page(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal))
        {
            return Results.Json(
                Mails.Select(kept => new { kept.At, kept.Mail.To, kept.Mail.Subject, kept.Mail.Text }));
        }

        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";
        return Results.Text(Html(nonce), "text/html; charset=utf-8");
    }

    string Html(string nonce)
    {
        var page = new StringBuilder($$"""
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Mailbox</title>
            <meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="10">
            <style nonce="{{nonce}}">
            body { font: 14px/1.5 system-ui, sans-serif; max-width: 640px; margin: 24px auto; padding: 0 16px;
              color-scheme: light dark }
            article { border: 1px solid #8884; border-radius: 6px; padding: 12px 16px; margin: 12px 0 }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 8px 0 0 }
            </style><h1>Mailbox</h1><p>What this server sent, newest first. It is kept in memory only.</p>
            """);
        foreach (var (at, mail) in Mails)
        {
            page.Append($"<article><strong>{WebUtility.HtmlEncode(mail.Subject)}</strong><br>to "
                + $"{WebUtility.HtmlEncode(mail.To)} at <time>{at:yyyy-MM-dd HH:mm:ss} UTC</time><pre>");
            foreach (var line in mail.Text.TrimEnd().Split('\n'))
            {
                var text = WebUtility.HtmlEncode(line);
                var isLink = line.StartsWith("http", StringComparison.Ordinal);
                page.Append(isLink ? $"<a href=\"{text}\">{text}</a>\n" : $"{text}\n");
            }

            page.Append("</pre></article>");
        }

        return page.Append(Mails.Count == 0 ? "<p>Nothing yet.</p></html>" : "</html>").ToString();
    }
}
