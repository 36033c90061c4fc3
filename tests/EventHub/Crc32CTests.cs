namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class Crc32CTests
{
    [TestMethod]
    public void The_check_values_of_the_rfc_are_met()
    {
        Assert.AreEqual(0xe3069283u, Crc32C.Of("123456789"u8));
        Assert.AreEqual(0x8a9136aau, Crc32C.Of(new byte[32]));
    }

    [TestMethod]
    public void Every_length_has_the_remainder_of_its_polynomial()
    {
        var random = new Random(7);
        var bytes = new byte[1_500];
        random.NextBytes(bytes);
        for (var length = 0; length < bytes.Length; length++)
        {
            var begin = random.Next(bytes.Length - length);
            var some = bytes.AsSpan(begin, length);
            Assert.AreEqual(BitByBit(some), Crc32C.Of(some), $"{length} bytes from {begin}");
        }
    }

    private static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0x82f63b78);
            }
        }

        return ~crc;
    }
}
