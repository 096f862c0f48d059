using GherkinEngine.Injection;
using Reqnroll.BoDi;

namespace IncidentAgent.Tests.GherkinEngine;

public sealed class ObjectContainerTests
{
    [Fact]
    public void An_unknown_class_is_created_once_with_what_it_needs()
    {
        using var container = new ObjectContainer();

        var outer = container.Resolve<Outer>();

        outer.Inner.Should().BeSameAs(container.Resolve<Inner>());
        container.Resolve<Outer>().Should().BeSameAs(outer);
    }

    [Fact]
    public void What_the_parent_knows_is_the_parents_and_what_nobody_knows_is_created_here()
    {
        using var parent = new ObjectContainer();
        using var one = new ObjectContainer(parent);
        using var other = new ObjectContainer(parent);
        parent.Resolve<Inner>();

        one.Resolve<Inner>().Should().BeSameAs(other.Resolve<Inner>());
        one.Resolve<Outer>().Should().NotBeSameAs(other.Resolve<Outer>());
    }

    [Fact]
    public void Types_instances_and_factories_can_be_registered()
    {
        using var container = new ObjectContainer();
        var instance = new Inner();
        container.RegisterTypeAs<Inner, IDisposable>();
        container.RegisterInstanceAs(instance);
        container.RegisterFactoryAs(known => new Outer(known.Resolve<Inner>()), "made");
        container.RegisterTypeAs<Lonely, Lonely>().InstancePerDependency();

        container.Resolve<IDisposable>().Should().BeSameAs(instance);
        container.Resolve<Outer>("made").Inner.Should().BeSameAs(instance);
        container.Resolve<Lonely>().Should().NotBeSameAs(container.Resolve<Lonely>());
        container.ResolveAll<Outer>().Should().ContainSingle();
        container.IsRegistered<Outer>("made").Should().BeTrue();
        container.IsRegistered<Outer>().Should().BeFalse();
    }

    [Fact]
    public void What_the_container_created_is_disposed_with_it_and_an_instance_only_when_it_was_handed_over()
    {
        var (kept, given) = (new Inner(), new Inner());
        var container = new ObjectContainer();
        container.RegisterInstanceAs(kept, "kept");
        container.RegisterInstanceAs(given, "given", dispose: true);
        var created = container.Resolve<Outer>().Inner;

        container.Dispose();

        created.IsDisposed.Should().BeTrue();
        given.IsDisposed.Should().BeTrue();
        kept.IsDisposed.Should().BeFalse();
        container.Invoking(late => late.Resolve<Lonely>()).Should().Throw<ObjectContainerException>();
    }

    [Fact]
    public void What_cannot_be_created_is_told_with_what_needs_it()
    {
        using var container = new ObjectContainer();

        container.Invoking(all => all.Resolve<NeedsInterface>()).Should().Throw<ObjectContainerException>().WithMessage("*IFormattable*NeedsInterface*");
        container.Invoking(all => all.Resolve<Circle>()).Should().Throw<ObjectContainerException>().WithMessage("*Circle needs itself*");
    }

    [Fact]
    public void A_registration_comes_before_the_first_use()
    {
        using var container = new ObjectContainer();
        container.Resolve<Inner>();

        container.Invoking(late => late.RegisterInstanceAs(new Inner())).Should().Throw<ObjectContainerException>().WithMessage("*register it earlier*");
    }

    public sealed class Inner : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    public sealed class Outer(Inner inner)
    {
        public Inner Inner => inner;
    }

    public sealed class Lonely;

    public sealed class NeedsInterface(IFormattable formattable)
    {
        public IFormattable Formattable => formattable;
    }

    public sealed class Circle(Circle other)
    {
        public Circle Other => other;
    }
}
