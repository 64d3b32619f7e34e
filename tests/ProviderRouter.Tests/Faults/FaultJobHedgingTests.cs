namespace ProviderRouter.Tests.Faults;

/// <summary>No job is ever begun twice, or beside another call.</summary>
public sealed class FaultJobHedgingTests : HedgedFaults
{
    private const string Known = "meta/meta-llama-3-70b-instruct"; // what Replicate calls its inputs needs no look-up

    [Fact]
    public async Task Image_JobIsSlow_IsCreatedOnce()
    {
        await using var scene = Scene(FaultOperations.Job);
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Json(JobOperation.Prediction("succeeded", "\"data:image/png;base64,AQIDBAUGBwgJCgsMDQ4PEA==\""))));
        var second = scene.Add();
        var call = scene.PlayAsync(Stop);
        await UntilAskedAsync(first);

        Time.Advance(TimeSpan.FromSeconds(20));
        scene.Signals.Release();

        (await call).Info.Provider.Should().Be("first");
        (first.Requests.Count(MixedChat.IsCreate), second.Accepted).Should().Be((1, 0));
        await scene.EndAsync();
    }

    [Fact]
    public async Task Chat_IsAJobThatIsSlow_NobodyIsAskedBesideIt()
    {
        await using var scene = Scene(new MixedChat(Known, "first"));
        var first = scene.Add(new FaultServer { Signals = scene.Signals }).On(MixedChat.IsCreate, new FaultScript().UntilReleased().Send(FaultHttp.Json("""{"id":"p1","model":"m","version":"hidden","input":{},"output":["hello"," there"],"logs":"","error":null,"status":"succeeded"}"""))).Listen();
        var second = scene.Add();
        var call = await HedgeAsync(scene, first);
        Time.Advance(TimeSpan.FromSeconds(20));
        scene.Signals.Release();

        (await call).Info.Provider.Should().Be("first");
        (first.Requests.Count(MixedChat.IsCreate), second.Accepted).Should().Be((1, 0));
        await scene.EndAsync();
    }

    [Fact]
    public async Task Chat_NextIsAJob_IsNotBegunBesideTheFirst()
    {
        await using var scene = Scene(new MixedChat(Known, "second"));
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Whole(200, "application/json", FaultOperations.Chat.Body(null!))));
        var second = scene.Add(new FaultServer { Signals = scene.Signals }).On(MixedChat.IsCreate, MixedChat.Done()).Listen();
        var call = await HedgeAsync(scene, first);
        scene.Signals.Release();

        Told((await call).Info).Should().Equal(("first", false, null, false));
        second.Accepted.Should().Be(0);
        await scene.EndAsync();
    }

    /// <summary>Who could not be asked beside another can be asked after it.</summary>
    [Fact]
    public async Task Chat_NextIsAJobAndTheFirstFails_IsBegunThen()
    {
        await using var scene = Scene(new MixedChat(Known, "second"));
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Json("", 500)));
        var second = scene.Add(new FaultServer { Signals = scene.Signals }).On(MixedChat.IsCreate, MixedChat.Done()).Listen();
        var call = await HedgeAsync(scene, first);
        scene.Signals.Release();

        Told((await call).Info).Should().Equal(("first", false, ErrorKind.Unavailable, true), ("second", false, null, false));
        second.Requests.Count(MixedChat.IsCreate).Should().Be(1);
        await scene.EndAsync();
    }

    /// <summary>What goes before a job may take long too: beside what has begun nothing yet, nobody is asked.</summary>
    [Fact]
    public async Task Chat_LookUpBeforeAJobIsSlow_NobodyIsAskedBesideIt()
    {
        await using var scene = Scene(new MixedChat("acme/unknown", "first"));
        var first = scene.Add(new FaultServer { Signals = scene.Signals })
            .On(static request => request.Method == "GET", new FaultScript().UntilReleased().Send(FaultHttp.Json("{}")))
            .On(MixedChat.IsCreate, MixedChat.Done()).Listen();
        var second = scene.Add();
        var call = await HedgeAsync(scene, first);
        Time.Advance(TimeSpan.FromSeconds(5));
        scene.Signals.Release();

        (await call).Info.Provider.Should().Be("first");
        (first.Requests.Count(MixedChat.IsCreate), second.Accepted).Should().Be((1, 0));
        await scene.EndAsync();
    }

    /// <summary>A job that could not be begun beside another has not been asked: it is, when that has failed before the job was ready to begin.</summary>
    [Fact]
    public async Task Chat_FirstFailsWhileTheNextLooksUpItsJob_IsBegunThen()
    {
        await using var scene = Scene(new MixedChat("acme/unknown", "second"));
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Json("", 500)));
        var held = new FaultSignals();
        var second = scene.Add(new FaultServer { Signals = held })
            .On(static request => request.Method == "GET", new FaultScript().UntilReleased().Send(FaultHttp.Json("{}")))
            .On(MixedChat.IsCreate, MixedChat.Done()).Listen();
        var call = await HedgeAsync(scene, first);
        await UntilAskedAsync(second);
        scene.Signals.Release();
        await first.UntilAsync(static server => server.Busy == 0, "the first has failed");
        held.Release();

        Told((await call).Info).Should().Equal(("first", false, ErrorKind.Unavailable, true), ("second", false, null, false));
        second.Requests.Count(MixedChat.IsCreate).Should().Be(1);
        await scene.EndAsync();
    }
}
