namespace XbFunctions.Training.Neural;

/// <summary>
/// A random generator whose whole state can be stored: xoshiro256** (Blackman and Vigna, ACM TOMS 47, 2021), seeded by SplitMix64. Equal
/// seeds give equal numbers on every machine. Not thread-safe.
/// </summary>
internal sealed class SeededGenerator
{
    /// <summary>Number of words of the state.</summary>
    public const int StateLength = 4;

    private readonly ulong[] _state = new ulong[StateLength];

    /// <summary>Starts from seeds.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="stream">Tells generators with the same seed apart.</param>
    public SeededGenerator(long seed, long stream = 0)
    {
        var mix = unchecked((ulong)seed + (0xD1B54A32D192ED03 * (ulong)(stream + 1)));
        for (var i = 0; i < StateLength; i++)
        {
            mix = unchecked(mix + 0x9E3779B97F4A7C15);
            var z = mix;
            z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
            z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
            _state[i] = z ^ (z >> 31);
        }
    }

    /// <summary>The state, to be stored; shape <c>[StateLength]</c>.</summary>
    public ReadOnlySpan<ulong> State => _state;

    /// <summary>Goes on from a stored state.</summary>
    /// <param name="state">Shape <c>[StateLength]</c>.</param>
    public void Restore(ReadOnlySpan<ulong> state) => state[..StateLength].CopyTo(_state);

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        var result = unchecked(ulong.RotateLeft(_state[1] * 5, 7) * 9);
        var shifted = _state[1] << 17;
        _state[2] ^= _state[0];
        _state[3] ^= _state[1];
        _state[1] ^= _state[2];
        _state[0] ^= _state[3];
        _state[2] ^= shifted;
        _state[3] = ulong.RotateLeft(_state[3], 45);
        return result;
    }

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>An integer in [0, <paramref name="bound"/>).</summary>
    /// <param name="bound">Above 0.</param>
    public int NextInt(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>A normal random number (Box and Muller 1958).</summary>
    public double NextNormal() =>
        Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>Puts items into random order (Fisher and Yates).</summary>
    /// <typeparam name="T">Kind of item.</typeparam>
    /// <param name="items">Reordered in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = NextInt(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
