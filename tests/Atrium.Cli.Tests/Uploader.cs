using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Atrium.Cli.Tests;

/// <summary>A file to upload, and what its uploader knows of it.</summary>
/// <param name="Name">Its name in the bucket.</param>
/// <param name="Resumable">In pieces (TUS), else in one request.</param>
/// <param name="Bytes">What it holds.</param>
sealed record UploadedFile(string Name, bool Resumable, byte[] Bytes)
{
    /// <summary>Where its pieces go, once the server has said so.</summary>
    public string? Place { get; set; }

    /// <summary>How many bytes the server has said it has.</summary>
    public int Heard { get; set; }

    /// <summary>The server has said that it is there.</summary>
    public bool IsThere { get; set; }

    /// <summary>Another server went on where one had been killed.</summary>
    public bool WentOn { get; set; }

    /// <summary>It was being sent when the server was killed, and there is nothing to go on with.</summary>
    public bool IsLost { get; set; }

    /// <summary>Whether there is something to send yet.</summary>
    public bool CanGoOn => !IsThere && !IsLost;

    public byte[] Digest { get; } = SHA256.HashData(Bytes);

    public static UploadedFile Random(string name, bool resumable, int bytes) =>
        new(name, resumable, RandomNumberGenerator.GetBytes(bytes));
}

/// <summary>Burns down with the bytes that the server says it has of files in pieces.</summary>
/// <param name="bytes">How many, at which it ends.</param>
sealed class Fuse(long bytes)
{
    readonly TaskCompletionSource _burnt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long _left = bytes;

    public Task Burnt => _burnt.Task;

    public bool IsBurnt => _burnt.Task.IsCompleted;

    public void Burn(int bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) <= 0)
        {
            _burnt.TrySetResult();
        }
    }
}

/// <summary>Somebody who uploads files to a server that may be gone at any moment, and goes on with the next.</summary>
sealed class Uploader : IDisposable
{
    const string Bucket = "killed";
    const int Piece = 100_000;

    HttpClient _http = new();
    string? _token;

    /// <summary>From now on the server is there; with the first, signs up.</summary>
    public async Task UseAsync(Uri server)
    {
        _http.Dispose();
        _http = new HttpClient { BaseAddress = server };
        _token ??= await SignUpAsync();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        _http.DefaultRequestHeaders.Add("Tus-Resumable", "1.0.0");
        using var made = await _http.PostAsJsonAsync("/storage/v1/bucket", new { id = Bucket, name = Bucket });
    }

    /// <summary>Sends all at once. One that breaks off is no matter.</summary>
    public Task SendAsync(IEnumerable<UploadedFile> files, Fuse fuse) => Task.WhenAll(files.Select(async file =>
    {
        try
        {
            await (file.Resumable ? GoOnAsync(file, fuse) : PutAsync(file));
        }
        catch (Exception cut) when (cut is HttpRequestException or SocketException)
        {
            // HttpClient lets the socket's own error through where it is cut just as it connects.
            file.IsLost = !file.Resumable;
        }
    }));

    /// <summary>What was said to be there is there, whole; what was lost is there whole or not at all.</summary>
    public async Task CheckAsync(UploadedFile file)
    {
        using var answer = await _http.GetAsync(new Uri($"/storage/v1/object/{Bucket}/{file.Name}", UriKind.Relative));
        Assert.Equal((true, false), (answer.IsSuccessStatusCode || file.IsLost, file.CanGoOn));
        if (answer.IsSuccessStatusCode)
        {
            Assert.Equal(file.Digest, SHA256.HashData(await answer.Content.ReadAsByteArrayAsync()));
        }
    }

    public void Dispose() => _http.Dispose();

    async Task<string?> SignUpAsync()
    {
        using var answer = await _http.PostAsJsonAsync(
            "/auth/v1/signup", new { email = "uploader@killed.test", password = "correct horse" });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
    }

    async Task PutAsync(UploadedFile file)
    {
        using var answer = await _http.PostAsync(
            new Uri($"/storage/v1/object/{Bucket}/{file.Name}", UriKind.Relative), new Trickle(file.Bytes));
        await TakenAsync(answer);
        file.IsThere = true;
    }

    // What was asked for last is awaited, and nothing more asked for, once the fuse has burnt.
    async Task GoOnAsync(UploadedFile file, Fuse fuse)
    {
        var offset = file.Place is null ? await BeginAsync(file) : await AskAsync(file) ?? await BeginAsync(file);
        // Whoever hears that all has come need send no more.
        file.IsThere = offset == file.Bytes.Length;
        while (!file.IsThere && !fuse.IsBurnt)
        {
            var piece = file.Bytes.AsMemory(offset, Math.Min(Piece, file.Bytes.Length - offset));
            using var request = new HttpRequestMessage(HttpMethod.Patch, file.Place)
            {
                Content = new ReadOnlyMemoryContent(piece),
            };
            request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
            using var answer = await _http.SendAsync(request);
            await TakenAsync(answer);
            file.Heard = offset += piece.Length;
            file.IsThere = offset == file.Bytes.Length;
            fuse.Burn(piece.Length);
        }
    }

    async Task<int> BeginAsync(UploadedFile file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/storage/v1/upload/resumable");
        request.Headers.Add("Upload-Length", file.Bytes.Length.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Upload-Metadata", $"bucketName {In64(Bucket)},objectName {In64(file.Name)}");
        // A server that was killed may have put it and not said so.
        request.Headers.Add("x-upsert", "true");
        using var answer = await _http.SendAsync(request);
        await TakenAsync(answer);
        (file.Place, file.Heard) = (answer.Headers.Location?.OriginalString, 0);
        return 0;
    }

    /// <summary>How many bytes it has, and none that it said it had is missing; null where it was at the end.</summary>
    async Task<int?> AskAsync(UploadedFile file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, file.Place);
        using var answer = await _http.SendAsync(request);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            Assert.InRange(file.Bytes.Length - file.Heard, 1, Piece);
            return null;
        }

        var offset = int.Parse(answer.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
        Assert.InRange(offset, file.Heard, file.Bytes.Length);
        file.WentOn |= offset > 0;
        return offset;
    }

    static async Task TakenAsync(HttpResponseMessage answer) => Assert.True(
        answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");

    static string In64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>The bytes at the pace of a line, so that a server can be killed amid them.</summary>
    sealed class Trickle(byte[] bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var at = 0; at < bytes.Length; at += Piece)
            {
                await stream.WriteAsync(bytes.AsMemory(at, Math.Min(Piece, bytes.Length - at)));
                await Task.Delay(TimeSpan.FromMilliseconds(1));
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
