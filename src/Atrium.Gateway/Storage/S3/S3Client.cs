using System.Net;
using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Storage.S3;

/// <summary>
/// Asks the service: signed, with a limit to every wait, and again where it was away for a moment. What it says of
/// a refusal goes into the log; whoever asked for a file hears only that the files are away.
/// </summary>
/// <param name="options">Where it is.</param>
/// <param name="time">The clock that signatures are dated by.</param>
/// <param name="logger">Gets what went wrong, and never a key.</param>
sealed partial class S3Client(S3Options options, TimeProvider time, ILogger<S3Client> logger) : IDisposable
{
    const int Tries = 3;
    const int BytesASecond = 1 << 20;

    readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        // Each question has a limit of its own.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>How long more of an answer may take.</summary>
    public TimeSpan Patience => options.Patience;

    /// <summary>Puts an object, in the place of an equal one if there is one.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="open">Opens its bytes; a second try begins anew.</param>
    /// <param name="length">How many they are.</param>
    /// <param name="digest">Their SHA-256, which the service compares.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">The service did not take it.</exception>
    public async Task PutAsync(
        string key, Func<Stream> open, long length, string digest, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(Question, digest, length, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw Refused(answer, await S3Refusal.OfAsync(answer, options.Patience, cancellationToken));
        }

        HttpRequestMessage Question()
        {
            var question = new HttpRequestMessage(HttpMethod.Put, options.AddressOf(key))
            {
                Content = new StreamContent(open()),
            };
            question.Content.Headers.ContentLength = length;
            // A refusal is heard before much was sent in vain.
            question.Headers.ExpectContinue = length > BytesASecond;
            return question;
        }
    }

    /// <summary>Bytes of an object, from one to another, both included. The caller disposes the answer.</summary>
    /// <returns>Null where there is no such object.</returns>
    /// <exception cref="StorageException">The service did not give them.</exception>
    public async Task<HttpResponseMessage?> GetAsync(
        string key, long from, long to, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            () => new(HttpMethod.Get, options.AddressOf(key)) { Headers = { Range = new(from, to) } },
            S3Signature.NoBytes, 0, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.PartialContent && answer.Content.Headers.ContentRange?.From == from)
        {
            return answer;
        }

        using (answer)
        {
            var word = await S3Refusal.OfAsync(answer, options.Patience, cancellationToken);
            return word == S3Refusal.NoKey ? null : throw Refused(answer, word);
        }
    }

    /// <summary>Deletes an object; where there is none is no matter.</summary>
    /// <exception cref="StorageException">The service did not delete it.</exception>
    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(
            () => new(HttpMethod.Delete, options.AddressOf(key)), S3Signature.NoBytes, 0, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            var word = await S3Refusal.OfAsync(answer, options.Patience, cancellationToken);
            if (word != S3Refusal.NoKey)
            {
                throw Refused(answer, word);
            }
        }
    }

    /// <summary>Objects whose names begin with a text, in order of name, a thousand at most.</summary>
    /// <param name="prefix">The text.</param>
    /// <param name="next">Where the last page ended; null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">The service did not list them.</exception>
    public async Task<S3Page> ListAsync(string prefix, string? next, CancellationToken cancellationToken)
    {
        var from = next is null ? "" : $"continuation-token={Uri.EscapeDataString(next)}&";
        var query = $"{from}list-type=2&prefix={Uri.EscapeDataString(prefix)}";
        using var answer = await AskAsync(
            () => new(HttpMethod.Get, options.AddressOf("", query)), S3Signature.NoBytes, 0, cancellationToken);
        return !answer.IsSuccessStatusCode
            ? throw Refused(answer, await S3Refusal.OfAsync(answer, options.Patience, cancellationToken))
            : S3Page.Of(await S3Xml.ReadAsync(answer, options.Patience, cancellationToken))
                ?? throw Refused(answer, "");
    }

    /// <summary>Writes down that the service is away.</summary>
    /// <returns>What ends the request.</returns>
    public StorageException Away(string reason)
    {
        LogAway(logger, options.Endpoint.Authority, reason);
        return new StorageException(StorageError.StoreAway);
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _http.Dispose();

    // The service's answer, whatever it says, unless it is that the service is away.
    async Task<HttpResponseMessage> AskAsync(
        Func<HttpRequestMessage> question, string digest, long length, CancellationToken cancellationToken)
    {
        var patience = options.Patience + TimeSpan.FromSeconds(length / BytesASecond);
        for (var tried = 1; ; tried++)
        {
            var (answer, reason) = await TryAsync(question, digest, patience, cancellationToken);
            if (answer is not null)
            {
                return answer;
            }

            if (tried == Tries)
            {
                throw Away(reason);
            }

            await Task.Delay(options.Pause * Math.Pow(4, tried - 1), time, cancellationToken);
        }
    }

    async Task<(HttpResponseMessage? Answer, string Reason)> TryAsync(
        Func<HttpRequestMessage> question, string digest, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        using var request = question();
        S3Signature.Sign(request, digest, options, time.GetUtcNow());
        try
        {
            var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (answer.StatusCode is < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests)
            {
                return (answer, "");
            }

            using (answer)
            {
                return (null, $"it answers {(int)answer.StatusCode}");
            }
        }
        catch (HttpRequestException e)
        {
            return (null, $"{e.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "no answer in time");
        }
    }

    StorageException Refused(HttpResponseMessage answer, string word)
    {
        LogRefused(
            logger, options.Endpoint.Authority, options.Bucket, (int)answer.StatusCode, word, S3Refusal.Remedy(word));
        return new StorageException(StorageError.StoreAway);
    }

    [LoggerMessage(2311, LogLevel.Warning, "The store of files at {Host} is away: {Reason}")]
    static partial void LogAway(ILogger logger, string host, string reason);

    [LoggerMessage(2312, LogLevel.Error,
        "The store of files at {Host} refused a request for bucket {Bucket}: {Status} {Word}. {Remedy}")]
    static partial void LogRefused(
        ILogger logger, string host, string bucket, int status, string word, string remedy);
}
