using CsCheck;
using XbFunctions.EventHub;

namespace XbFunctions.State.Tests.Followers;

[TestClass]
public sealed class PartitionPlacementTests
{
    [TestMethod]
    public void Keys_are_placed_as_the_hub_places_them() =>
        Gen.Select(Gen.String, Gen.Int[1, 64]).Sample(static (key, partitions) =>
            PartitionPlacement.Of(key, partitions) == PartitionKeyHash.Place(key, partitions));

    [TestMethod]
    [DataRow("device-42", 32, 12)]
    [DataRow("abcdefghijkl", 32, 5)]
    [DataRow("abcdefghijklm", 32, 15)]
    [DataRow("7149583486996073602", 32, 17)]
    public void Keys_are_placed_as_the_service_places_them(string key, int partitions, int expected) =>
        Assert.AreEqual(expected, PartitionPlacement.Of(key, partitions));
}
