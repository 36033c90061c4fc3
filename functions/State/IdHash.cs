using System.Buffers;
using System.IO.Hashing;
using System.Text;

namespace XbFunctions.State;

/// <summary>The 64-bit hash (XxHash3, seed 0, over UTF-8) under which ids are remembered and lookup keys are sorted.</summary>
/// <remarks>The function is part of the journal's and the segments' formats: changing it needs a new format version.</remarks>
public static class IdHash
{
    private const int StackChars = 256;

    /// <summary>Hashes an id.</summary>
    /// <param name="id">The id's characters.</param>
    /// <returns>The same value as for the id's UTF-8 bytes.</returns>
    public static ulong Of(ReadOnlySpan<char> id)
    {
        var byteCount = Encoding.UTF8.GetMaxByteCount(id.Length);
        if (id.Length <= StackChars)
        {
            Span<byte> utf8 = stackalloc byte[byteCount];
            return XxHash3.HashToUInt64(utf8[..Encoding.UTF8.GetBytes(id, utf8)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(byteCount);
        try
        {
            return XxHash3.HashToUInt64(rented.AsSpan(0, Encoding.UTF8.GetBytes(id, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>Hashes an id.</summary>
    /// <param name="utf8Id">The id in UTF-8.</param>
    /// <returns>The same value as for the id's characters.</returns>
    public static ulong Of(ReadOnlySpan<byte> utf8Id) => XxHash3.HashToUInt64(utf8Id);
}
