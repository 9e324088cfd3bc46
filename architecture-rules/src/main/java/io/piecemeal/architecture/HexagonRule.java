package io.piecemeal.architecture;

import com.tngtech.archunit.lang.ArchRule;

/** The rules that keep a hexagon one. */
public enum HexagonRule {
  /** A class in no declared place would escape the other rules. */
  EVERY_CLASS_HAS_A_PLACE,
  /** A place uses those places that its {@link Kind} sees, and its declared libraries. */
  PLACES_SEE_THEIR_NEIGHBOURS,
  /** From outside, a place uses its kind's share of the JDK, and its declared vendors. */
  VENDORS_STAY_IN_THEIR_PLACE,
  /** Signatures of ports have types of the domain, of ports, and few others. */
  PORTS_SPEAK_THE_DOMAIN,
  /** Packages depend on each other in one direction, in all modules at once. */
  PACKAGES_HAVE_NO_CYCLES,
  /** What implements a driven port has a test that extends the port's contract suite. */
  DRIVEN_PORTS_ARE_PROVEN,
  /** The core reads neither clock nor randomness nor environment. */
  CORE_IS_TOLD_ABOUT_THE_WORLD;

  /** Whether a hexagon has places of its own that this rule is about. */
  public boolean appliesTo(Hexagon hexagon) {
    return hexagon.own().stream().map(Place::kind).anyMatch(this::isAbout);
  }

  private boolean isAbout(Kind kind) {
    return switch (this) {
      case PORTS_SPEAK_THE_DOMAIN -> kind == Kind.PORTS_IN || kind == Kind.PORTS_OUT;
      case DRIVEN_PORTS_ARE_PROVEN -> kind == Kind.DRIVEN_ADAPTER;
      case CORE_IS_TOLD_ABOUT_THE_WORLD -> kind.isCore();
      case EVERY_CLASS_HAS_A_PLACE, PACKAGES_HAVE_NO_CYCLES -> true;
      case PLACES_SEE_THEIR_NEIGHBOURS, VENDORS_STAY_IN_THEIR_PLACE -> true;
    };
  }

  /**
   * The rule, to be checked against {@code code.production()}. It fails if no class is subject to
   * it.
   */
  public ArchRule in(Code code) {
    Hexagon hexagon = code.hexagon();
    return switch (this) {
      case EVERY_CLASS_HAS_A_PLACE -> WallRules.everyClassHasAPlace(hexagon);
      case PLACES_SEE_THEIR_NEIGHBOURS -> WallRules.placesSeeTheirNeighbours(hexagon);
      case VENDORS_STAY_IN_THEIR_PLACE -> WallRules.vendorsStayInTheirPlace(hexagon);
      case PORTS_SPEAK_THE_DOMAIN -> PortSignatureRule.portsSpeakTheDomain(hexagon);
      case PACKAGES_HAVE_NO_CYCLES -> WallRules.packagesHaveNoCycles();
      case DRIVEN_PORTS_ARE_PROVEN -> ContractRule.drivenPortsAreProven(code);
      case CORE_IS_TOLD_ABOUT_THE_WORLD -> OutsideWorldRule.coreIsToldAboutTheWorld(hexagon);
    };
  }
}
