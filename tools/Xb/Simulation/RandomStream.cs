using System.Numerics;

namespace XbFunctions.Xb.Simulation;

/// <summary>
/// A seeded stream of random numbers that belongs to one entity. The seed is hashed together with the entity's kind and numbers, so the
/// order in which entities draw changes nothing. The generator is xoshiro256** 1.0 (Blackman and Vigna, 2018), seeded by SplitMix64.
/// Not thread-safe.
/// </summary>
internal sealed class RandomStream
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    public RandomStream(ulong seed, StreamKind kind, ulong first = 0, ulong second = 0)
    {
        var state = Hash(seed, kind, first, second);
        _s0 = Mix(state += GoldenGamma);
        _s1 = Mix(state += GoldenGamma);
        _s2 = Mix(state += GoldenGamma);
        _s3 = Mix(state + GoldenGamma);
    }

    /// <summary>A well mixed 64-bit value of an entity, without making a stream; distinct for distinct <paramref name="first"/>.</summary>
    public static ulong Hash(ulong seed, StreamKind kind, ulong first, ulong second = 0) =>
        Mix(Mix(Mix(seed + GoldenGamma) + (ulong)kind + (second * 0xD1342543DE82EF95)) + first);

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform integer in [0, <paramref name="bound"/>); <paramref name="bound"/> is positive.</summary>
    public int Below(int bound) => (int)Math.BigMul(NextBits(), (ulong)bound, out _);

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Between(double low, double high) => low + ((high - low) * NextUnit());

    /// <summary>Uniform integer from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => NextUnit() < probability;

    /// <summary>One element, each as likely.</summary>
    public T Pick<T>(ReadOnlySpan<T> items) => items[Below(items.Length)];

    /// <summary>Exponential with the given mean.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1.0 - NextUnit());

    /// <summary>Standard normal, by Box and Muller (the second value is not kept).</summary>
    public double Normal() => Math.Sqrt(-2.0 * Math.Log(1.0 - NextUnit())) * Math.Cos(2.0 * Math.PI * NextUnit());

    /// <summary>Log-normal with the given median and the standard deviation of its logarithm.</summary>
    public double LogNormal(double median, double sigma) => median * Math.Exp(sigma * Normal());

    /// <summary>Index drawn from running totals, the last of which is the whole weight.</summary>
    public int PickWeighted(ReadOnlySpan<double> runningTotals)
    {
        var target = NextUnit() * runningTotals[^1];
        var low = 0;
        var high = runningTotals.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (runningTotals[middle] > target)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    // Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014: a bijection of 64-bit numbers.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
