using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace XbFunctions.App.Http;

/// <summary>A body in pooled memory. It may be personal data: cleared when it is given back.</summary>
internal sealed class PooledBody : IDisposable
{
    private readonly byte[] _rented;
    private int _length;

    private PooledBody(byte[] rented) => _rented = rented;

    /// <summary>The bytes read.</summary>
    public ReadOnlyMemory<byte> Memory => _rented.AsMemory(0, _length);

    /// <summary>Reads the body of a request; null when it is longer than the limit.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The body, to be disposed of.</returns>
    public static async Task<PooledBody?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        var rented = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength ?? limit) + 1);
        var body = new PooledBody(rented);
        while (body._length <= limit && body._length < rented.Length)
        {
            var read = await request.Body.ReadAsync(rented.AsMemory(body._length), cancellationToken);
            if (read == 0)
            {
                return body;
            }

            body._length += read;
        }

        body.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented, clearArray: true);
}
