namespace Atrium.Gateway.Storage.S3;

/// <summary>
/// An object as a stream that can be sought in: nothing is asked for until it is read, and then from where it is read.
/// A connection that breaks is taken up where it broke.
/// </summary>
/// <param name="client">Asks.</param>
/// <param name="key">The object.</param>
/// <param name="length">How many bytes it has.</param>
/// <param name="wanted">Where whoever reads will probably end; more can be read.</param>
sealed class S3Stream(S3Client client, string key, long length, long wanted) : Stream
{
    const int MostBreaks = 2;

    HttpResponseMessage? _answer;
    Stream? _body;
    long _position;
    long _until;
    int _breaks;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            _ => length,
        };
        if (target != _position)
        {
            Drop();
            _position = target;
        }

        return target;
    }

    /// <exception cref="StorageException">The service is away.</exception>
    /// <exception cref="FileNotFoundException">There is no such object.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_position < length && buffer.Length > 0)
        {
            var body = _body ??= await OpenAsync(cancellationToken);
            var count = await MoreAsync(body, buffer, cancellationToken);
            if (count > 0)
            {
                _position += count;
                return count;
            }

            Drop();
            if (_position <= _until && ++_breaks > MostBreaks)
            {
                throw client.Away("its answer breaks off");
            }
        }

        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Drop();
        }

        base.Dispose(disposing);
    }

    async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        _until = _position <= wanted && wanted < length ? wanted : length - 1;
        _answer = await client.GetAsync(key, _position, _until, cancellationToken)
            ?? throw new FileNotFoundException("The store of files has no such object", key);
        return await _answer.Content.ReadAsStreamAsync(cancellationToken);
    }

    // None where the connection broke, or nothing came for long.
    async Task<int> MoreAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(client.Patience);
        try
        {
            return await body.ReadAsync(buffer, limit.Token);
        }
        catch (IOException)
        {
            return 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    void Drop()
    {
        _answer?.Dispose();
        (_answer, _body) = (null, null);
    }
}
