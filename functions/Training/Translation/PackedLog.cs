namespace XbFunctions.Training.Translation;

/// <summary>A natural logarithm of a probability or of a backoff weight in 8 bits: −18 to 1.125 in steps of 0.075, 0 exactly.</summary>
internal static class PackedLog
{
    private const float Step = 0.075f;
    private const int Zero = 240;

    /// <summary>Packs a logarithm; what lies outside becomes the nearest that does not.</summary>
    public static byte Pack(float log) => (byte)Math.Clamp(MathF.Round(log / Step) + Zero, byte.MinValue, byte.MaxValue);

    /// <summary>Unpacks a logarithm.</summary>
    public static float Unpack(byte packed) => Step * (packed - Zero);
}
