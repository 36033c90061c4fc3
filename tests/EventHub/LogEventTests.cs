using System.Reflection;
using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class LogEventTests
{
    [TestMethod]
    public void Event_ids_are_used_once_and_lie_in_the_range_of_the_hub()
    {
        var ids = typeof(EventHubBroker).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic))
            .Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .Select(static message => message.EventId)
            .ToArray();
        CollectionAssert.AllItemsAreUnique(ids);
        Assert.IsTrue(ids.Length > 5 && ids.All(static id => id is >= 5000 and < 5100));
    }
}
