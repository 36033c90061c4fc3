using Azure.Messaging.EventHubs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class FunctionRulesTests
{
    [TestMethod]
    [DataRow(typeof(Hidden), "Hidden", "the class must be public")]
    [DataRow(typeof(Generic<>), "Generic", "may be generic")]
    [DataRow(typeof(Broken.RetryOnHttp), "RetryOnHttp", "AZFW0012")]
    [DataRow(typeof(Broken.TwoTriggers), "TwoTriggers", "2 triggers")]
    [DataRow(typeof(Broken.NoTrigger), "NoTrigger", "0 triggers")]
    [DataRow(typeof(Broken.NotAnArray), "NotAnArray", "IsBatched = false")]
    [DataRow(typeof(Broken.Unbound), "Unbound", "the parameter other is bound by nothing")]
    [DataRow(typeof(Broken.AsyncVoid), "AsyncVoid", "must return a Task")]
    [DataRow(typeof(Broken.BadName), "1st name", "must start with a letter")]
    [DataRow(typeof(Broken.BadRetry), "BadRetry", "must be a TimeSpan")]
    [DataRow(typeof(Broken.SameNames), "Same", "must be unique")]
    public void A_function_that_microsofts_generators_refuse_is_refused_with_name_and_rule(Type type, string name, string rule)
    {
        var exception = Assert.ThrowsExactly<PlatformStartException>(() => FunctionDiscovery.Find([type], webApplication: true));
        Assert.Contains(name, exception.Message);
        Assert.Contains(rule, exception.Message);
    }

    [TestMethod]
    public void Http_functions_need_the_web_application()
    {
        var exception = Assert.ThrowsExactly<PlatformStartException>(static () => FunctionDiscovery.Find([typeof(HttpFunctions)], webApplication: false));
        Assert.Contains("AZFW0014", exception.Message);
    }

    [TestMethod]
    public void Good_functions_are_found_by_name()
    {
        var found = FunctionDiscovery.Find([typeof(HttpFunctions), typeof(BatchFunction), typeof(RetryingFunction)], webApplication: true);
        Assert.AreEqual("Batch,Boss,Broken,Greet,Item,Open,Relay,Retrying,Sum", string.Join(',', found.Select(static function => function.Name)));
        Assert.AreEqual(new RetryPolicy(2, TimeSpan.FromMilliseconds(10), null), found.Single(static function => function.Name == "Retrying").Retry);
        Assert.AreEqual(typeof(RelayAnswer), found.Single(static function => function.Name == "Relay").ResultType);
    }

    public static class Broken
    {
        public sealed class RetryOnHttp
        {
            [Function("RetryOnHttp"), FixedDelayRetry(1, "00:00:01")]
            public string Run([HttpTrigger] HttpRequest request) => request.Path;
        }

        public sealed class TwoTriggers
        {
            [Function("TwoTriggers")]
            public string Run([HttpTrigger] HttpRequest request, [TimerTrigger("0 * * * * *")] TimerInfo timer) => request.Path + timer.IsPastDue;
        }

        public sealed class NoTrigger
        {
            [Function("NoTrigger")]
            public string Run(HttpRequest request) => request.Path;
        }

        public sealed class NotAnArray
        {
            [Function("NotAnArray")]
            public int Run([EventHubTrigger("h", Connection = "c")] List<EventData> events) => events.Count;
        }

        public sealed class Unbound
        {
            [Function("Unbound")]
            public int Run([EventHubTrigger("h", Connection = "c")] EventData[] events, string other) => events.Length + other.Length;
        }

        public sealed class AsyncVoid
        {
            [Function("AsyncVoid")]
            public async void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => await Task.FromResult(timer);
        }

        public sealed class BadName
        {
            [Function("1st name")]
            public bool Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;
        }

        public sealed class BadRetry
        {
            [Function("BadRetry"), FixedDelayRetry(1, "soon")]
            public bool Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;
        }

        public sealed class SameNames
        {
            [Function("Same")]
            public bool One([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;

            [Function("SAME")]
            public bool Two([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;
        }
    }

    public sealed class Generic<T>
    {
        [Function("Generic")]
        public bool Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue && typeof(T).IsClass;
    }

    private sealed class Hidden
    {
        [Function("Hidden")]
        public bool Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => timer.IsPastDue;
    }
}
