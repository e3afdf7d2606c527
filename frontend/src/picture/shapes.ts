// How WebGL draws a node: one point a node, its shape taken from a texture that holds the outlines of all types.

import type Sigma from "sigma";
import { EdgeRectangleProgram, NodeProgram } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import type { Outline } from "./looks";

const CELLS = 4;
const CELL = 64;
const BORDER = 7;
/** Of half a cell, how much the radius of a node is. */
const INNER = 0.7;

const VERTEX = `
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute vec4 a_color;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_pixelRatio;
varying vec4 v_color;
varying vec2 v_cell;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  gl_PointSize = a_size / u_sizeRatio * u_pixelRatio * 2.0 / ${INNER};
  v_color = a_color;
  v_cell = vec2(mod(a_shape, ${CELLS}.0), floor(a_shape / ${CELLS}.0));
}`;

const FRAGMENT = `
precision mediump float;
uniform sampler2D u_shapes;
uniform vec4 u_paper;
varying vec4 v_color;
varying vec2 v_cell;
void main() {
  vec4 shape = texture2D(u_shapes, (v_cell + gl_PointCoord) / ${CELLS}.0);
  if (shape.g < 0.02) discard;
  gl_FragColor = vec4(mix(u_paper.rgb, v_color.rgb, shape.r), 1.0) * shape.g;
}`;

const UNIFORMS = ["u_matrix", "u_sizeRatio", "u_pixelRatio", "u_shapes", "u_paper"] as const;
type Uniform = (typeof UNIFORMS)[number];
export type Rgb = readonly [number, number, number];

/** A program of sigma for these outlines; `paper` says the colour around a shape, each part from 0 to 1. */
export function shapeProgram(names: readonly string[], outlines: ReadonlyMap<string, Outline>, paper: () => Rgb) {
  const places = new Map(names.map((name, place) => [name, place]));
  const textures = new WeakMap<WebGLRenderingContext | WebGL2RenderingContext, WebGLTexture>();

  return class ShapeProgram extends NodeProgram<Uniform> {
    // Without a buffer for picking, which costs as much as the picture: what lies under the pointer is
    // found in `Picture`.
    constructor(gl: WebGLRenderingContext, _picking: WebGLFramebuffer | null, renderer: Sigma) {
      super(gl, null, renderer);
    }

    getDefinition() {
      const { POINTS, FLOAT, UNSIGNED_BYTE } = WebGLRenderingContext;
      return {
        VERTICES: 1,
        VERTEX_SHADER_SOURCE: VERTEX,
        FRAGMENT_SHADER_SOURCE: FRAGMENT,
        METHOD: POINTS,
        UNIFORMS,
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          { name: "a_shape", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
      };
    }

    processVisibleItem(_: number, start: number, data: NodeDisplayData & { shape?: string }) {
      this.array.set([data.x, data.y, data.size, places.get(data.shape ?? "") ?? 0, floatColor(data.color)], start);
    }

    setUniforms(params: RenderParams, { gl, uniformLocations: at }: { gl: WebGLRenderingContext | WebGL2RenderingContext; uniformLocations: Record<Uniform, WebGLUniformLocation> }) {
      const [red, green, blue] = paper();
      gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
      gl.uniform1f(at.u_sizeRatio, params.sizeRatio);
      gl.uniform1f(at.u_pixelRatio, params.pixelRatio);
      gl.uniform4f(at.u_paper, red, green, blue, 1);
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, textures.get(gl) ?? made(gl));
      gl.uniform1i(at.u_shapes, 0);
    }
  };

  function made(gl: WebGLRenderingContext | WebGL2RenderingContext): WebGLTexture {
    const texture = gl.createTexture();
    textures.set(gl, texture);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, sheet(names, outlines));
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    return texture;
  }
}

/** All shapes in one image: red where a shape is, green where it or its border is. */
function sheet(names: readonly string[], outlines: ReadonlyMap<string, Outline>): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = CELLS * CELL;
  const context = canvas.getContext("2d")!;
  context.fillStyle = "#000";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.lineJoin = "round";
  context.lineWidth = BORDER;
  names.slice(0, CELLS * CELLS).forEach((name, place) => {
    const x = ((place % CELLS) + 0.5) * CELL;
    const y = (Math.floor(place / CELLS) + 0.5) * CELL;
    trace(context, outlines.get(name) ?? null, x, y, (INNER * CELL) / 2);
    context.strokeStyle = "#0f0";
    context.stroke();
    context.fillStyle = "#ff0";
    context.fill();
  });
  return canvas;
}

/** Begin the path of a shape around a point. */
export function trace(context: CanvasRenderingContext2D, outline: Outline, x: number, y: number, radius: number): void {
  context.beginPath();
  if (outline) for (const [across, down] of outline) context.lineTo(x + across * radius, y + down * radius);
  else context.arc(x, y, radius * (6 / 7), 0, 2 * Math.PI);
  context.closePath();
}

/** Lines of sigma, without a buffer for picking. */
export class PlainEdges extends EdgeRectangleProgram {
  constructor(gl: WebGLRenderingContext, _picking: WebGLFramebuffer | null, renderer: Sigma) {
    super(gl, null, renderer);
  }
}
