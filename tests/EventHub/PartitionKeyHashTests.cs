namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class PartitionKeyHashTests
{
    [TestMethod]
    [DataRow("a", (short)-16220, 0, 0, 4, 28)]
    [DataRow("device-42", (short)-21548, 0, 0, 4, 12)]
    [DataRow("abcdefghijkl", (short)-2373, 1, 1, 5, 5)]
    [DataRow("abcdefghijklm", (short)-31855, 1, 3, 7, 15)]
    [DataRow("7149583486996073602", (short)12977, 1, 1, 1, 17)]
    [DataRow("kunde-é", (short)6208, 0, 0, 0, 0)]
    [DataRow("", (short)0, 0, 0, 0, 0)]
    public void Keys_are_placed_as_the_service_places_them(string key, short hash, int of2, int of4, int of8, int of32) =>
        Check(key, hash, [of2, of4, of8, of32]);

    // Up to 64 ASCII characters have a way of their own. Computed with lookup3 in another language.
    [TestMethod]
    [DataRow('x', 64, (short)17871, 1, 3, 7, 15)]
    [DataRow('x', 65, (short)27638, 0, 2, 6, 22)]
    [DataRow('é', 64, (short)11849, 1, 1, 1, 9)]
    public void Long_keys_are_placed_as_the_service_places_them(char letter, int length, short hash, int of2, int of4, int of8, int of32) =>
        Check(new string(letter, length), hash, [of2, of4, of8, of32]);

    [TestMethod]
    public void The_longest_key_is_placed_as_the_service_places_it() => Check(new string('x', 128), 21896, [0, 0, 0, 8]);

    private static void Check(string key, short hash, int[] expected)
    {
        Assert.AreEqual(hash, PartitionKeyHash.Compute(key));
        CollectionAssert.AreEqual(expected, new[] { 2, 4, 8, 32 }.Select(count => PartitionKeyHash.Place(key, count)).ToArray());
    }
}
