using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Atrium.Bench.Gateway;

/// <summary>One connection that sends the same bytes again and again: as little of a client as there can be.</summary>
sealed class Wire : IDisposable
{
    readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly byte[] _request;
    readonly byte[] _answer = new byte[256 * 1024];

    /// <summary>Connects.</summary>
    public Wire(int port, Ask ask, string token)
    {
        _socket.Connect("127.0.0.1", port);
        _request = Encoding.UTF8.GetBytes(
            $"{ask.Method} {ask.Path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
            + (ask.Prefer.Length > 0 ? $"Prefer: {ask.Prefer}\r\n" : "")
            + (ask.Body.Length > 0 ? $"Content-Type: application/json\r\nContent-Length: {ask.Body.Length}\r\n" : "")
            + $"\r\n{ask.Body}");
    }

    /// <summary>Sends it once; the status of the answer, and its head.</summary>
    public (int Status, string Head) Send(bool wantsHead = false)
    {
        _socket.Send(_request);
        var read = 0;
        int end;
        while ((end = _answer.AsSpan(0, read).IndexOf("\r\n\r\n"u8)) < 0)
        {
            read += Received(_socket.Receive(_answer.AsSpan(read)));
        }

        var head = _answer.AsSpan(0, end + 2);
        var length = LengthIn(head);
        for (var missing = end + 4 + length - read; missing > 0;)
        {
            missing -= Received(_socket.Receive(_answer.AsSpan(read)));
        }

        var status = int.Parse(head[9..12], CultureInfo.InvariantCulture);
        return (status, wantsHead ? Encoding.ASCII.GetString(head) : "");
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    static int Received(int bytes) => bytes > 0 ? bytes : throw new IOException("The server closed the connection.");

    static int LengthIn(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        if (at < 0)
        {
            return 0;
        }

        var rest = head[(at + name.Length)..];
        return int.Parse(rest[..rest.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}

/// <summary>What is asked.</summary>
sealed record Ask(string Method, string Path, string Prefer = "", string Body = "");
